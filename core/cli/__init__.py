"""The command line: arguments to service calls, results to text or JSON. The only place that prints."""
