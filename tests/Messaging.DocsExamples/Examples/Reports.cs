namespace Messaging.DocsExamples.Examples;

// <endpoint>
public sealed class Reports
{
    // "build_report" with the argument "year" and an optional "pages". The library supplies the context and the token.
    public async Task<string> BuildReportAsync(RpcContext context, int year, int pages = 10, CancellationToken cancellationToken = default)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);
        return $"{year}: {pages} pages for {context["user"]}";
    }

    // "reportFile" with the arguments "reportYear" and "number".
    [RpcMethod("reportFile")]
    public string FileOf([RpcArgument("reportYear")] int year, int number) => $"{year}.{number}";
}
// </endpoint>

// <marked>
[RpcEndpoint(Namespace = "admin", Version = "2.3", Exposure = RpcExposure.MarkedMethods)]
public sealed class ReportAdmin
{
    [RpcMethod]
    public int Purge() => 0;

    public void HelpOthers()    // public for other code, not served
    {
    }
}
// </marked>
