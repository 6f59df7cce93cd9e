<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>TrainingAlbum</name>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) to learn from</source>
        <translation>
            <numerusform>%n photo to learn from</numerusform>
            <numerusform>%n photos to learn from</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingView</name>
    <message numerus="yes">
        <source>%n photo(s) to learn from</source>
        <translation>
            <numerusform>%n photo to learn from</numerusform>
            <numerusform>%n photos to learn from</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kept for scoring</source>
        <translation>
            <numerusform>%n kept for scoring</numerusform>
            <numerusform>%n kept for scoring</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkDisplay</name>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>%n more waiting</numerusform>
            <numerusform>%n more waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) restored</source>
        <translation>
            <numerusform>%n photo restored</numerusform>
            <numerusform>%n photos restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
</TS>
