using System.Globalization;
using System.Reflection;
using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Subjects;
using Messaging.Benchmarks.Subjects.Foreign;

namespace Messaging.Benchmarks.Apart;

/// <summary>A subject whose server runs in a second process of this program, so that each side's costs are seen.</summary>
internal sealed class ApartSubject(ISubject subject, SubjectSetup setup) : IApartSubject
{
    private LineProcess? _server;

    public string Name => subject.Name;

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        string[] words =
        [
            Assembly.GetExecutingAssembly().Location, ServerRole.Option, Name, setup.Topic,
            setup.Port.ToString(CultureInfo.InvariantCulture), setup.BrokerUrl ?? "",
        ];
        _server = LineProcess.Start("dotnet", words);
        await _server.ReadLineAsync();
    }

    public Task ConnectAsync(CancellationToken cancellationToken) => subject.ConnectAsync(cancellationToken);

    public ValueTask<string> CallAsync(string payload) => subject.CallAsync(payload);

    public async ValueTask<Usage> ReadServerAsync() => ServerRole.Read(await _server!.AskAsync(""));

    public async ValueTask DisposeAsync()
    {
        await subject.DisposeAsync();
        await (_server?.DisposeAsync() ?? default);
    }
}
