<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Heirloom</source>
        <translation>关于 Heirloom</translation>
    </message>
    <message>
        <source>Restores old photographs on your own computer.
Nothing is sent anywhere: no photos, no statistics.</source>
        <translation>在您自己的电脑上修复老照片。
不会向任何地方发送任何东西：没有照片，也没有统计数据。</translation>
    </message>
    <message>
        <source>Restoring runs on: {device}
Python {python} on {system}</source>
        <translation>修复所用设备：{device}
Python {python}，{system}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>尚未运行</translation>
    </message>
    <message>
        <source>Heirloom is free under the MIT licence. It stands on:</source>
        <translation>Heirloom 是采用 MIT 许可证的自由软件，它使用了：</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Open photos…</source>
        <translation>打开照片…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Copy result</source>
        <translation>复制结果</translation>
    </message>
    <message>
        <source>Save result as…</source>
        <translation>结果另存为…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Export comparison…</source>
        <translation>导出对比图…</translation>
    </message>
    <message>
        <source>Contact sheet…</source>
        <translation>导出总览页…</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Result only</source>
        <translation>仅结果</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Actual pixels (100 %)</source>
        <translation>实际像素（100 %）</translation>
    </message>
    <message>
        <source>Fit or 100 % at the pointer</source>
        <translation>在指针处切换适合窗口与 100 %</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>上一张</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>下一张</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Restore all</source>
        <translation>全部修复</translation>
    </message>
    <message>
        <source>Retry the failed photos</source>
        <translation>重试失败的照片</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use these settings for all photos</source>
        <translation>将这些设置用于所有照片</translation>
    </message>
    <message>
        <source>Restore the photos Heirloom is started with</source>
        <translation>启动时传入的照片立即修复</translation>
    </message>
    <message>
        <source>Reset all settings…</source>
        <translation>重置所有设置…</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器（CPU）</translation>
    </message>
    <message>
        <source>Graphics card (GPU)</source>
        <translation>显卡（GPU）</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>About Heirloom</source>
        <translation>关于 Heirloom</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>CancelQuestion</name>
    <message>
        <source>Cancel training</source>
        <translation>取消训练</translation>
    </message>
    <message>
        <source>Keep what {name} has learnt so far?</source>
        <translation>要保留 {name} 目前学到的内容吗？</translation>
    </message>
    <message>
        <source>What is kept can be resumed at any time, also after a restart.</source>
        <translation>保留的内容可随时继续，重启后也可以。</translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Discard {name}? What it has learnt is lost.</source>
        <translation>要放弃 {name} 吗？学到的内容将会丢失。</translation>
    </message>
    <message>
        <source>Discard a run</source>
        <translation>放弃训练</translation>
    </message>
</context>
<context>
    <name>ComparisonView</name>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>已修复</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Restored photo</source>
        <translation>修复后的照片</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Docks</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Drop old photos here</source>
        <translation>将老照片拖到这里</translation>
    </message>
    <message>
        <source>Photos or whole folders. You can also paste with Ctrl+V.</source>
        <translation>可以拖入照片或整个文件夹，也可以按 Ctrl+V 粘贴。</translation>
    </message>
    <message>
        <source>Everything happens on this computer. Nothing is sent anywhere.</source>
        <translation>一切都在这台电脑上完成，不会向任何地方发送数据。</translation>
    </message>
    <message>
        <source>Open photos…</source>
        <translation>打开照片…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>This photo cannot be used.</source>
        <translation>无法使用这张照片。</translation>
    </message>
    <message>
        <source>The result cannot be written.</source>
        <translation>无法写入结果。</translation>
    </message>
    <message>
        <source>The model cannot be used. Choose another one.</source>
        <translation>无法使用该模型，请选择其他模型。</translation>
    </message>
    <message>
        <source>These settings do not work together.</source>
        <translation>这些设置不能同时使用。</translation>
    </message>
    <message>
        <source>The device cannot do this. Choose another device or a smaller scale.</source>
        <translation>设备无法完成此操作，请选择其他设备或较小的放大倍数。</translation>
    </message>
    <message>
        <source>Training cannot go on.</source>
        <translation>训练无法继续。</translation>
    </message>
    <message>
        <source>There is not enough memory. Close other programs or choose a smaller scale.</source>
        <translation>内存不足，请关闭其他程序或选择较小的放大倍数。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>发生了意外错误。</translation>
    </message>
    <message>
        <source>The file is no longer there. It may have been moved or deleted.</source>
        <translation>文件已不存在，可能已被移动或删除。</translation>
    </message>
    <message>
        <source>Access is not allowed. Choose another folder for the results.</source>
        <translation>没有访问权限，请为结果选择其他文件夹。</translation>
    </message>
    <message>
        <source>The disk is full. Free some space or choose another folder.</source>
        <translation>磁盘已满，请释放空间或选择其他文件夹。</translation>
    </message>
    <message>
        <source>The file cannot be read or written.</source>
        <translation>无法读取或写入文件。</translation>
    </message>
    <message>
        <source>{name} is no longer there. It may have been moved or deleted.</source>
        <translation>{name} 已不存在，可能已被移动或删除。</translation>
    </message>
    <message>
        <source>{name} is damaged or cut short. Copy it again from where it came from.</source>
        <translation>{name} 已损坏或不完整。请从原来的位置重新复制。</translation>
    </message>
    <message>
        <source>{name} is an empty file. Copy it again from where it came from.</source>
        <translation>{name} 是空文件。请从原来的位置重新复制。</translation>
    </message>
    <message>
        <source>{name} is no photo that can be read. Save it as PNG or TIFF with another program.</source>
        <translation>{name} 不是可读取的照片。请用其他程序将其另存为 PNG 或 TIFF。</translation>
    </message>
    <message>
        <source>{name} is too large: {size} pixels. Make it smaller, or cut it, with another program.</source>
        <translation>{name} 太大：{size} 像素。请用其他程序将其缩小或裁剪。</translation>
    </message>
    <message>
        <source>You have no permission to open {name}. Change its permissions, or copy it elsewhere.</source>
        <translation>无权打开 {name}。请更改其权限，或将其复制到别处。</translation>
    </message>
    <message>
        <source>The folder {name} holds no photos. Choose another folder.</source>
        <translation>文件夹 {name} 中没有照片。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>You have no permission to open the folder {name}. Change its permissions.</source>
        <translation>无权打开文件夹 {name}。请更改其权限。</translation>
    </message>
    <message>
        <source>The disk is full: {name} cannot be written. Free some space.</source>
        <translation>磁盘已满：无法写入 {name}。请腾出一些空间。</translation>
    </message>
    <message>
        <source>The folder is read-only: {name} cannot be written. Choose another folder for the results.</source>
        <translation>文件夹为只读：无法写入 {name}。请为结果选择其他文件夹。</translation>
    </message>
    <message>
        <source>Writing failed: {name}. Choose another folder for the results.</source>
        <translation>写入失败：{name}。请为结果选择其他文件夹。</translation>
    </message>
    <message>
        <source>There is already a file {name}. Choose another name or folder.</source>
        <translation>文件 {name} 已存在。请选择其他名称或文件夹。</translation>
    </message>
    <message>
        <source>Too few photos to learn from in {name}: {count}. At least 2 are needed; add some.</source>
        <translation>{name} 中可供学习的照片太少：{count} 张。至少需要 2 张，请添加一些。</translation>
    </message>
    <message>
        <source>Too small: {size} pixels</source>
        <translation>太小：{size} 像素</translation>
    </message>
    <message>
        <source>Blank: one tone all over</source>
        <translation>空白：整张只有一种色调</translation>
    </message>
    <message>
        <source>Looks the same as {name}</source>
        <translation>看起来与 {name} 相同</translation>
    </message>
    <message>
        <source>There is no model to restore with. Import one, or train one.</source>
        <translation>没有可用于修复的模型。请导入或训练一个。</translation>
    </message>
    <message>
        <source>There is no graphics card to restore with. Choose another device in the menu Restore, or install the card&apos;s driver.</source>
        <translation>没有可用于修复的显卡。请在“修复”菜单中选择其他设备，或安装显卡驱动程序。</translation>
    </message>
    <message>
        <source>There is already a model {model}. Choose another name.</source>
        <translation>模型 {model} 已存在，请换一个名称。</translation>
    </message>
    <message>
        <source>A model cannot be named {model}. Use letters, digits and spaces.</source>
        <translation>模型不能命名为 {model}。请使用字母、数字和空格。</translation>
    </message>
    <message>
        <source>The result would replace {name} itself. Choose another name or folder for the results.</source>
        <translation>结果会覆盖 {name} 本身。请为结果选择其他名称或文件夹。</translation>
    </message>
    <message>
        <source>{model} is being trained already, by another program. Wait for it.</source>
        <translation>{model} 正在由另一个程序训练，请等待其完成。</translation>
    </message>
    <message>
        <source>Training became unstable again and again. Its last good state is kept; more photos may help.</source>
        <translation>训练一再变得不稳定。已保留最后的良好状态；更多照片可能会有帮助。</translation>
    </message>
    <message>
        <source>There is no model {model} any more. Choose another one.</source>
        <translation>模型 {model} 已不存在。请选择其他模型。</translation>
    </message>
</context>
<context>
    <name>LabelledSlider</name>
    <message>
        <source>Double-click to reset.</source>
        <translation>双击可重置。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The settings file was damaged and set aside. Heirloom starts with fresh settings.</source>
        <translation>设置文件已损坏并已另存，Heirloom 将使用全新设置启动。</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>There is no picture or file to paste.</source>
        <translation>没有可粘贴的图片或文件。</translation>
    </message>
    <message>
        <source>All photos are restored with these settings already.</source>
        <translation>所有照片均已按这些设置修复。</translation>
    </message>
    <message>
        <source>Photos are still being restored. Stop and close?</source>
        <translation>仍在修复照片。要停止并关闭吗？</translation>
    </message>
    <message>
        <source>A model is being trained. Pause it and close? It can be resumed later.</source>
        <translation>正在训练模型。要暂停并关闭吗？之后可以继续。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>修复(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>跟随系统</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Restore with {name}</source>
        <translation>用 {name} 修复</translation>
    </message>
    <message>
        <source>Roll back to {base}</source>
        <translation>退回到 {base}</translation>
    </message>
    <message>
        <source>Roll back to automatic choice</source>
        <translation>退回到自动选择</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation>{name} 的更多操作</translation>
    </message>
    <message>
        <source>from {base}</source>
        <translation>基于 {base}</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Cleans and enlarges old photos: grain, noise, JPEG marks and softness.</source>
        <translation>修复并放大老照片：颗粒、噪点、JPEG 痕迹和模糊。</translation>
    </message>
    <message>
        <source>Cleans old photos and doubles their size: grain, noise, JPEG marks and softness.</source>
        <translation>修复老照片并将其放大两倍：颗粒、噪点、JPEG 痕迹和模糊。</translation>
    </message>
    <message>
        <source>Cleans old photos at their own size: grain, noise, JPEG marks and softness.</source>
        <translation>按原尺寸修复老照片：颗粒、噪点、JPEG 痕迹和模糊。</translation>
    </message>
    <message>
        <source>Enlarges clean photos four times, and draws the texture that the small photo does not show.</source>
        <translation>将干净的照片放大四倍，并画出小照片中看不到的纹理。</translation>
    </message>
    <message>
        <source>Enlarges clean photos four times, as faithfully as pixels can tell.</source>
        <translation>将干净的照片放大四倍，尽可能忠实于原图。</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>It has {count} pages; only the first is used.</source>
        <translation>共有 {count} 页，只使用第一页。</translation>
    </message>
    <message>
        <source>It has {count} frames; only the first is used.</source>
        <translation>共有 {count} 帧，只使用第一帧。</translation>
    </message>
    <message>
        <source>It holds {count} pictures; only the main one is used.</source>
        <translation>含有 {count} 张图片，只使用主图。</translation>
    </message>
    <message>
        <source>Its printing colours (CMYK) are converted to sRGB.</source>
        <translation>其印刷色（CMYK）已转换为 sRGB。</translation>
    </message>
    <message>
        <source>Its printing colours (CMYK) are converted to sRGB; without a colour profile they may differ.</source>
        <translation>其印刷色（CMYK）已转换为 sRGB；没有颜色配置文件，颜色可能有出入。</translation>
    </message>
    <message>
        <source>Its colours (L*a*b*) are converted to sRGB.</source>
        <translation>其颜色（L*a*b*）已转换为 sRGB。</translation>
    </message>
    <message>
        <source>Its {bits} bits a channel are stored as 16.</source>
        <translation>每通道 {bits} 位，按 16 位保存。</translation>
    </message>
    <message>
        <source>Only 16 of its {bits} bits a channel are used.</source>
        <translation>每通道 {bits} 位，使用其中 16 位。</translation>
    </message>
    <message>
        <source>Its {bits}-bit floating point values are read as 16 bits a channel.</source>
        <translation>其 {bits} 位浮点数值按每通道 16 位读取。</translation>
    </message>
    <message>
        <source>Its values from {low} to {high} are stretched to 16 bits a channel.</source>
        <translation>其数值（{low} 到 {high}）已拉伸为每通道 16 位。</translation>
    </message>
    <message>
        <source>Its date, place and camera data are damaged; what can be read is kept.</source>
        <translation>其日期、地点和相机信息已损坏；能读出的部分会保留。</translation>
    </message>
    <message>
        <source>It has colours outside sRGB, which may look paler.</source>
        <translation>其色域比 sRGB 更广，颜色可能显得较淡。</translation>
    </message>
    <message>
        <source>Its colour profile is damaged or does not fit, and is left out.</source>
        <translation>其颜色配置文件已损坏或不匹配，未使用。</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OpenActions</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>打开照片</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>OutputSettings</name>
    <message>
        <source>Folder for the results</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>Beside each photo</source>
        <translation>与照片放在一起</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Each result lies beside its photo, that of a pasted picture in {folder}.</source>
        <translation>每个结果都与其照片放在一起；粘贴的图片的结果放在 {folder}。</translation>
    </message>
    <message>
        <source>Use only {name}, {scale} and {model}, and no folders.</source>
        <translation>只能使用 {name}、{scale} 和 {model}，不能包含文件夹。</translation>
    </message>
    <message>
        <source>For example: {example}</source>
        <translation>例如：{example}</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Keep date, place and camera data</source>
        <translation>保留日期、地点和相机信息</translation>
    </message>
    <message>
        <source>{name}, {scale} and {model} are filled in.</source>
        <translation>{name}、{scale} 和 {model} 会被自动替换。</translation>
    </message>
    <message>
        <source>Same as the photo</source>
        <translation>与照片相同</translation>
    </message>
</context>
<context>
    <name>PhotoDelegate</name>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Restoring, {percent} %</source>
        <translation>正在修复，{percent} %</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Restored, {size}</source>
        <translation>已修复，{size}</translation>
    </message>
</context>
<context>
    <name>PreferenceActions</name>
    <message>
        <source>Forget all settings and presets? Your photos and models stay.</source>
        <translation>要清除所有设置和预设吗？您的照片和模型会保留。</translation>
    </message>
    <message>
        <source>Reset all settings</source>
        <translation>重置所有设置</translation>
    </message>
</context>
<context>
    <name>PresetMenuButton</name>
    <message>
        <source>Save current settings…</source>
        <translation>保存当前设置…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Save preset</source>
        <translation>保存预设</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>My presets</source>
        <translation>我的预设</translation>
    </message>
    <message>
        <source>Choose, save or delete your own presets</source>
        <translation>选择、保存或删除您自己的预设</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Something unexpected went wrong</source>
        <translation>发生了意外错误</translation>
    </message>
    <message>
        <source>Something went wrong in Heirloom</source>
        <translation>Heirloom 出错了</translation>
    </message>
    <message>
        <source>Your photos are safe and you can go on. To help us fix it, copy this report and send it to the developers; it is also in {log}.</source>
        <translation>您的照片是安全的，可以继续使用。如需帮助修复，请复制此报告并发送给开发者；报告也保存在 {log}。</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
</context>
<context>
    <name>RestoreSettings</name>
    <message>
        <source>{source}  →  {result} pixels</source>
        <translation>{source}  →  {result} 像素</translation>
    </message>
    <message>
        <source>Automatic (recommended)</source>
        <translation>自动（推荐）</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Gentle</source>
        <translation>轻柔</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>强力</translation>
    </message>
    <message>
        <source>Close to the photo: some of its grain stays, nothing is invented</source>
        <translation>贴近原照：保留部分颗粒，不添加虚构内容</translation>
    </message>
    <message>
        <source>What suits most photos</source>
        <translation>适合大多数照片</translation>
    </message>
    <message>
        <source>All the detail the model can give</source>
        <translation>模型所能给出的全部细节</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>From the photo merely enlarged to fully restored</source>
        <translation>从仅放大到完全修复</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>From faithful and smooth to crisp; high values may invent texture</source>
        <translation>从忠实平滑到清晰锐利；过高可能产生虚构纹理</translation>
    </message>
    <message>
        <source>Grain</source>
        <translation>颗粒</translation>
    </message>
    <message>
        <source>How much of the photo&apos;s own grain is given back</source>
        <translation>还原多少照片自身的颗粒</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Chosen by the photo&apos;s size: small photos are enlarged more, large ones not at all</source>
        <translation>按照片大小自动选择：小照片多放大，大照片不放大</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Careful (8 times as slow)</source>
        <translation>精细（耗时 8 倍）</translation>
    </message>
    <message>
        <source>Averages the photo restored in eight flips and turns: more faithful, and softer</source>
        <translation>从八个方向各修复一次照片再取平均：最接近真实，也更柔和</translation>
    </message>
</context>
<context>
    <name>ResultActions</name>
    <message>
        <source>There is no photo whose file and result are both still there.</source>
        <translation>没有原图和结果都还在的照片。</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Copied the photo, not yet restored.</source>
        <translation>已复制照片（尚未修复）。</translation>
    </message>
    <message>
        <source>The photo is not open.</source>
        <translation>照片尚未打开。</translation>
    </message>
    <message>
        <source>Save result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>The photo and its result are not open.</source>
        <translation>照片及其结果尚未打开。</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Animation</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Export comparison</source>
        <translation>导出对比图</translation>
    </message>
    <message>
        <source>Save contact sheet</source>
        <translation>保存总览页</translation>
    </message>
    <message>
        <source>Saved {name} in {folder}.</source>
        <translation>已将 {name} 保存到 {folder}。</translation>
    </message>
</context>
<context>
    <name>SampleStrip</name>
    <message>
        <source>Step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>Plainly enlarged</source>
        <translation>直接放大</translation>
    </message>
    <message>
        <source>This model</source>
        <translation>本模型</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Earlier samples</source>
        <translation>较早的样张</translation>
    </message>
    <message>
        <source>Show large</source>
        <translation>放大显示</translation>
    </message>
    <message>
        <source>A photo the model has not learnt from</source>
        <translation>模型未学习过的照片</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>{name} already exists. Replace it?</source>
        <translation>{name} 已存在。要替换它吗？</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>See the original (hold)</source>
        <translation>查看原图（按住）</translation>
    </message>
    <message>
        <source>mouse button</source>
        <translation>鼠标按键</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>在指针处缩放</translation>
    </message>
    <message>
        <source>mouse wheel</source>
        <translation>鼠标滚轮</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>移动画面</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Drag the result to another program</source>
        <translation>将结果拖到其他程序</translation>
    </message>
    <message>
        <source>Reset a slider</source>
        <translation>重置滑块</translation>
    </message>
    <message>
        <source>double-click</source>
        <translation>双击</translation>
    </message>
</context>
<context>
    <name>TrainingAlbum</name>
    <message>
        <source>Drop one folder that holds your photos; subfolders are searched.</source>
        <translation>拖入一个包含照片的文件夹，会搜索子文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n 张未采用</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop a folder of photos here</source>
        <translation>将照片文件夹拖到这里</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>The sharper its photos, the more there is to learn. They stay on this computer.</source>
        <translation>照片越清晰，能学到的越多。照片不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Looking through the photos…</source>
        <translation>正在查看照片…</translation>
    </message>
    <message>
        <source>Looking through the photos: {done} of {total}</source>
        <translation>正在查看照片：{done} / {total}</translation>
    </message>
    <message>
        <source>Too few photos to learn from: at least 2 are needed, 50 or more are better.</source>
        <translation>可学习的照片太少：至少需要 2 张，50 张以上更好。</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) to learn from</source>
        <translation>
            <numerusform>%n 张照片可供学习</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} are sharp and clean enough; fine-tuning a restoring model learns from those.</source>
        <translation>其中 {count} 张足够清晰干净；微调修复模型时从这些照片学习。</translation>
    </message>
    <message>
        <source>Choose an album to learn from</source>
        <translation>选择用于学习的相册</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>相册</translation>
    </message>
    <message>
        <source>Photos that are left out, and why</source>
        <translation>未采用的照片及原因</translation>
    </message>
    <message>
        <source>Show which photos are left out, and why</source>
        <translation>显示未采用的照片及原因</translation>
    </message>
</context>
<context>
    <name>TrainingButtons</name>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>取消…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>放弃…</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>TrainingCharts</name>
    <message>
        <source>Closeness to unseen originals (dB, higher is better)</source>
        <translation>与未见原图的接近程度（dB，越高越好）</translation>
    </message>
    <message>
        <source>this model</source>
        <translation>本模型</translation>
    </message>
    <message>
        <source>plain enlarging</source>
        <translation>直接放大</translation>
    </message>
    <message>
        <source>Losses (lower is better)</source>
        <translation>损失（越低越好）</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>look</source>
        <translation>观感</translation>
    </message>
    <message>
        <source>fakes seen</source>
        <translation>被识破</translation>
    </message>
    <message>
        <source>second network</source>
        <translation>判别</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>The second network&apos;s answers (%)</source>
        <translation>第二个网络的判断（%）</translation>
    </message>
    <message>
        <source>originals known</source>
        <translation>认出原图</translation>
    </message>
    <message>
        <source>fooled by this model</source>
        <translation>被本模型骗过</translation>
    </message>
</context>
<context>
    <name>TrainingPanel</name>
    <message>
        <source>What to train</source>
        <translation>训练内容</translation>
    </message>
    <message>
        <source>Training run</source>
        <translation>训练过程</translation>
    </message>
    <message>
        <source>Training is paused</source>
        <translation>训练已暂停</translation>
    </message>
    <message>
        <source>Training is done</source>
        <translation>训练已完成</translation>
    </message>
    <message>
        <source>Training has ended</source>
        <translation>训练已结束</translation>
    </message>
    <message>
        <source>Exported as {path}.</source>
        <translation>已导出为 {path}。</translation>
    </message>
    <message>
        <source>The training process ended unexpectedly; perhaps memory ran short, or it was killed.</source>
        <translation>训练进程意外结束，可能是内存不足或被终止。</translation>
    </message>
    <message>
        <source>What it had learnt is saved, except for the last minute: press Resume to go on.</source>
        <translation>除最后一分钟外，学到的内容都已保存：按“继续”即可接着训练。</translation>
    </message>
</context>
<context>
    <name>TrainingSetup</name>
    <message>
        <source>My album</source>
        <translation>我的相册</translation>
    </message>
    <message>
        <source>Learns to come as close to the originals as it can. Safe, sometimes soft.</source>
        <translation>学习尽可能接近原图。稳妥，但有时偏柔和。</translation>
    </message>
    <message>
        <source>Learns to draw fine texture, against a second network that looks for fakes. For that it downloads VGG19 once (80 MB), if it can; nothing is uploaded.</source>
        <translation>与识别伪造的第二个网络对抗，学习描绘细腻纹理。为此会尽可能下载一次 VGG19（80 MB），不会上传任何内容。</translation>
    </message>
    <message>
        <source>It does better when it starts from a faithful model.</source>
        <translation>从忠实模型开始训练效果更好。</translation>
    </message>
    <message>
        <source>How far that gets on this computer is not known yet; the first run will tell.</source>
        <translation>这台电脑能训练到什么程度尚不清楚，首次训练后即可知道。</translation>
    </message>
    <message>
        <source>About {steps} steps on this computer, at the pace of the last run.</source>
        <translation>按上次的速度，这台电脑大约能训练 {steps} 步。</translation>
    </message>
    <message>
        <source>An unfinished run has that name. Finish or discard it, or choose another name.</source>
        <translation>有一次未完成的训练使用了这个名称。请完成或放弃它，或换一个名称。</translation>
    </message>
    <message>
        <source>Your model of that name will be replaced, if the new one wins.</source>
        <translation>如果新模型更好，将替换您的同名模型。</translation>
    </message>
    <message>
        <source>The new model needs a name.</source>
        <translation>请为新模型命名。</translation>
    </message>
    <message>
        <source>A model that came with the program has that name. Choose another one.</source>
        <translation>程序自带的模型已使用这个名称，请换一个。</translation>
    </message>
    <message>
        <source>Use letters, digits and spaces, and a letter or digit first.</source>
        <translation>请使用字母、数字和空格，并以字母或数字开头。</translation>
    </message>
    <message>
        <source>Nothing: a new network</source>
        <translation>从零开始：新网络</translation>
    </message>
    <message>
        <source>Learn from</source>
        <translation>学习来源</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起始模型</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Minutes to train for</source>
        <translation>训练分钟数</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>End earlier, once it gains nothing more</source>
        <translation>不再有进步时提前结束</translation>
    </message>
    <message>
        <source>Photos that are not learnt from tell; the best state of the run is kept</source>
        <translation>由不参与学习的照片判断，并保留训练中的最佳状态</translation>
    </message>
    <message>
        <source>Faithful</source>
        <translation>忠实</translation>
    </message>
    <message>
        <source>Detailed</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定</translation>
    </message>
</context>
<context>
    <name>TrainingVerdict</name>
    <message>
        <source>Your model wins</source>
        <translation>您的模型胜出</translation>
    </message>
    <message>
        <source>No gain this time</source>
        <translation>这次没有提升</translation>
    </message>
    <message>
        <source>It ended early: it gained nothing more.</source>
        <translation>训练已提前结束：不再有进步。</translation>
    </message>
    <message>
        <source>On photos it has not learnt from, it does better. It is now among your models.</source>
        <translation>在未学习过的照片上表现更好，现已加入您的模型。</translation>
    </message>
    <message>
        <source>On photos it has not learnt from, it is no better than {model}, so that stays.</source>
        <translation>在未学习过的照片上并不优于 {model}，因此保留后者。</translation>
    </message>
    <message>
        <source>On photos it has not learnt from, it is no better than plain enlarging.</source>
        <translation>在未学习过的照片上并不优于直接放大。</translation>
    </message>
    <message>
        <source>More time or more photos may help.</source>
        <translation>更多时间或更多照片可能会有帮助。</translation>
    </message>
    <message>
        <source>closeness (dB)</source>
        <translation>接近程度（dB）</translation>
    </message>
    <message>
        <source>look (lower is better)</source>
        <translation>观感（越低越好）</translation>
    </message>
    <message>
        <source>this model</source>
        <translation>本模型</translation>
    </message>
    <message>
        <source>plain enlarging</source>
        <translation>直接放大</translation>
    </message>
</context>
<context>
    <name>TrainingView</name>
    <message>
        <source>It became unstable, went back to its state at step {step}, and goes on more slowly.</source>
        <translation>训练变得不稳定，已退回到第 {step} 步并以更慢的速度继续。</translation>
    </message>
    <message>
        <source>The second network was ahead, and learns more slowly from here on.</source>
        <translation>第二个网络领先太多，从此学得慢一些。</translation>
    </message>
    <message>
        <source>VGG19 could not be downloaded; smaller features do its work.</source>
        <translation>无法下载 VGG19，改用较小的特征网络。</translation>
    </message>
    <message>
        <source>Downloading VGG19, once: {done} of {total} MB</source>
        <translation>正在下载 VGG19（仅需一次）：{done} / {total} MB</translation>
    </message>
    <message>
        <source>Getting ready; that takes some seconds.</source>
        <translation>正在准备，需要几秒钟。</translation>
    </message>
    <message>
        <source>Saving what it has learnt</source>
        <translation>正在保存学到的内容</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>{pace} steps a second</source>
        <translation>每秒 {pace} 步</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) to learn from</source>
        <translation>
            <numerusform>%n 张照片可供学习</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kept for scoring</source>
        <translation>
            <numerusform>%n 张留作评分</numerusform>
        </translation>
    </message>
    <message>
        <source>blur {size} px</source>
        <translation>模糊 {size} 像素</translation>
    </message>
    <message>
        <source>noise {share} %</source>
        <translation>噪点 {share}%</translation>
    </message>
    <message>
        <source>JPEG quality {quality}</source>
        <translation>JPEG 质量 {quality}</translation>
    </message>
    <message>
        <source>Found in the album: {faults}</source>
        <translation>相册中发现：{faults}</translation>
    </message>
</context>
<context>
    <name>TunedModels</name>
    <message>
        <source>Rename model</source>
        <translation>重命名模型</translation>
    </message>
    <message>
        <source>New name of {name}</source>
        <translation>{name} 的新名称</translation>
    </message>
    <message>
        <source>Delete the model {name}? What it has learnt is lost.</source>
        <translation>要删除模型 {name} 吗？学到的内容将会丢失。</translation>
    </message>
    <message>
        <source>Interrupted runs that start from it could not go on: {runs}.</source>
        <translation>以它为起点的中断训练将无法继续：{runs}。</translation>
    </message>
    <message>
        <source>Delete model</source>
        <translation>删除模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Export model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>Import model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Your models</source>
        <translation>您的模型</translation>
    </message>
    <message>
        <source>None yet. A model that wins against its start appears here.</source>
        <translation>还没有。胜过起始模型的新模型会出现在这里。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
</context>
<context>
    <name>WorkDisplay</name>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>正在修复</translation>
    </message>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>另有 %n 张等待</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) restored</source>
        <translation>
            <numerusform>已修复 %n 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 张失败</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Heirloom is done</source>
        <translation>Heirloom 已完成</translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>Interrupted after {percent} % of its time. It can go on from there.</source>
        <translation>在完成 {percent} % 时中断，可从那里继续。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>放弃…</translation>
    </message>
    <message>
        <source>Resume {name}</source>
        <translation>继续 {name}</translation>
    </message>
    <message>
        <source>Discard {name}</source>
        <translation>放弃 {name}</translation>
    </message>
</context>
</TS>
