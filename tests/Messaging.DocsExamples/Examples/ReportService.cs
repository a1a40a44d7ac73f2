namespace Messaging.DocsExamples.Examples;

// <contract-server>
public sealed class ReportService : IReportService
{
    public Task<string> BuildReportAsync(int year, int pages, CancellationToken cancellationToken) =>
        Task.FromResult($"{year}: {pages} pages");

    public ValueTask<int> CountAsync(RpcContext? context) => ValueTask.FromResult(2);

    public Task LogAsync(string text) => Console.Out.WriteLineAsync(text);

    public Task ForgetAsync() => Task.CompletedTask;
}
// </contract-server>
