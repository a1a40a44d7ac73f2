namespace Messaging.DocsExamples.Examples;

// <server-interceptor>
public sealed class TokenInterceptor : IRpcServerInterceptor
{
    public ValueTask InvokeAsync(RpcInvocation call, RpcServerNext next) => call.Context["token"].GetString() == "of today"
        ? next(call)                // the next interceptor or, after the last one, the method
        : throw new UnauthorizedAccessException($"'{call.Method}' needs the token of today.");
}
// </server-interceptor>
