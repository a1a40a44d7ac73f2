namespace Messaging.DocsExamples.Examples;

// <contract>
[RpcContract("reports", Version = "1.2")]
public interface IReportService
{
    Task<string> BuildReportAsync(int year, int pages = 10, CancellationToken cancellationToken = default);   // "build_report"

    [RpcMethod(Since = "1.2", TimeoutSeconds = 10)]
    ValueTask<int> CountAsync(RpcContext? context = null);      // a server before 1.2 does not have it

    [RpcOneWay]
    Task LogAsync(string text);                                 // a cast: completes when the broker has it

    [RpcFanout]
    Task ForgetAsync();                                         // a cast to every server
}
// </contract>
