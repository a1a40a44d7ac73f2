namespace Messaging.TestKit;

/// <summary>How a process ended and what it wrote.</summary>
/// <param name="Command">The command line, for the text of errors.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ProcessResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Returns the result itself if the process ended with exit code 0.</summary>
    /// <exception cref="InvalidOperationException">It ended with another; the message shows what it wrote.</exception>
    public ProcessResult EnsureSuccess() => ExitCode == 0
        ? this
        : throw new InvalidOperationException($"{Command}\nended with exit code {ExitCode}:\n{Output}\n{Error}");
}
