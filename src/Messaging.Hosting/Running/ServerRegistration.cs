using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Hosting.Running;

/// <summary>A server as <c>AddServer</c> described it, until the host starts and creates it.</summary>
internal sealed class ServerRegistration(string name)
{
    public string Name { get; } = name;

    public List<Func<IServiceProvider, RpcEndpoint>> Endpoints { get; } = [];

    public List<Func<IServiceProvider, IRpcServerInterceptor>> Interceptors { get; } = [];

    /// <summary>The exchange of its contract, for settings without one.</summary>
    public string? Exchange { get; set; }

    public DispatchPolicy? Dispatch { get; set; }

    /// <exception cref="InvalidEndpointException">An endpoint has a method that cannot be served.</exception>
    /// <exception cref="InvalidOperationException">There is no endpoint, or the services cannot create one.</exception>
    public RpcServer Create(IServiceProvider services, Transport transport, MessagingOptions options)
    {
        if (Endpoints.Count == 0)
        {
            throw new InvalidOperationException(
                $"The server '{Name}' has no endpoint. Add one: AddServer(\"{Name}\", server => server.AddEndpoint<...>()).");
        }

        var settings = options.Server(Name);
        var rpc = settings.ToRpcOptions(Dispatch);
        rpc.EntitySerializer = services.GetService<EntitySerializer>();
        rpc.Authorizer = services.GetService<IRpcAuthorizer>();
        foreach (var interceptor in services.GetServices<IRpcServerInterceptor>().Concat(Interceptors.Select(make => make(services))))
        {
            rpc.Interceptors.Add(interceptor);
        }

        return RpcServer.Create(transport, settings.ToTargets(Name, Exchange), [.. Endpoints.Select(endpoint => endpoint(services))], rpc);
    }
}
