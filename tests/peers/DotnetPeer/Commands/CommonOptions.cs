using System.CommandLine;
using Messaging;

namespace DotnetPeer.Commands;

/// <summary>The options that every command has.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string> _url = new("--url") { DefaultValueFactory = _ => "rabbit://guest:guest@127.0.0.1:5672/" };
    private readonly Option<string[]> _options = new("--opt") { Description = "NAME=VALUE: an option of the driver, by oslo's name." };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "The library's log on standard error." };

    public void AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_options);
        command.Options.Add(_verbose);
    }

    public string Url(ParseResult parsed) => parsed.GetRequiredValue(_url);

    public bool Verbose(ParseResult parsed) => parsed.GetValue(_verbose);

    public Task<Transport> OpenAsync(ParseResult parsed, string[] modules, CancellationToken cancellationToken) =>
        PeerTransport.OpenAsync(Url(parsed), parsed.GetValue(_options) ?? [], modules, Verbose(parsed), cancellationToken: cancellationToken);
}
