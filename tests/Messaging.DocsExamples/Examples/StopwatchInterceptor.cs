using Microsoft.Extensions.Logging;

namespace Messaging.DocsExamples.Examples;

// <client-interceptor>
public sealed class StopwatchInterceptor(ILogger<StopwatchInterceptor> logger, TimeProvider time) : IRpcClientInterceptor
{
    public async ValueTask InvokeAsync(RpcCall call, RpcClientNext next)
    {
        long start = time.GetTimestamp();
        call.Context = (call.Context ?? RpcContext.Empty).With("token", "of today");    // sent with each call
        try
        {
            await next(call);       // the next interceptor or, after the last one, the call itself
        }
        finally
        {
            logger.LogInformation("{Method} took {Time}", call.Method, time.GetElapsedTime(start));
        }
    }
}
// </client-interceptor>
