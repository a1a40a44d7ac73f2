using Spectre.Console;

namespace Quickstart;

/// <summary>What the user sees: colours in a terminal, plain and uncut lines in a file or a pipe.</summary>
internal sealed class Screen
{
    private readonly IAnsiConsole _output = Create(Console.Out, Console.IsOutputRedirected);
    private readonly IAnsiConsole _error = Create(Console.Error, Console.IsErrorRedirected);

    public void Line(string what, string text) => _output.MarkupLineInterpolated($"[blue]{what,-9}[/]{text}");

    public void Line(string what, string text, string result) =>
        _output.MarkupLineInterpolated($"[blue]{what,-9}[/]{text} [green]→ {result}[/]");

    public void Failure(string what, string text, string error) =>
        _output.MarkupLineInterpolated($"[blue]{what,-9}[/]{text} [yellow]→ {error}[/]");

    public void Error(string text) => _error.MarkupLineInterpolated($"[red]{text.ReplaceLineEndings(" ")}[/]");

    public void Help(bool asked) => (asked ? _output : _error).WriteLine("""

        Usage:
          Quickstart [--url URL]                     everything once, in one process; over memory:// without a URL
          Quickstart serve --url URL                 serves until Ctrl+C
          Quickstart call --url URL METHOD [NAME=VALUE ...]
                                                     calls a method and prints its result
          Quickstart keys NAME                       writes NAME.key and NAME.pub, a pair of keys for zmq:// with encryption

        Options of serve and call:
          --topic TOPIC      what is served, and called (calc)
          --server NAME      serve: its own name (the machine's); call: the server to call (any)
          --exchange NAME    the exchange of the topic (openstack)
        Options of call:
          --namespace NAME   the namespace of the method (none)
          --version VERSION  the version of the interface, such as 1.4 (1.0)
          --timeout SECONDS  how long to wait for the result (60)

        A VALUE is JSON, or else a text. A URL is rabbit://user:password@host:5672/vhost, amqp1://user:password@host, zmq://host:port,
        thrift://host:port, http://host:port or memory://name.
        """);

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        if (redirected)
        {
            console.Profile.Width = int.MaxValue;
        }

        return console;
    }
}
