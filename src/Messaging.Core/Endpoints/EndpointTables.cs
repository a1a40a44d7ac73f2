using System.Runtime.CompilerServices;
using Messaging.Contracts;
using Messaging.Dispatching;

namespace Messaging.Endpoints;

/// <summary>The tables of methods that the compiler generated for contracts and for classes marked as endpoints.</summary>
internal static class EndpointTables
{
    public static void Register<T>(Func<RpcEndpointTable<T>> create)
        where T : class => Of<T>.Table = new Lazy<RpcEndpointTable<T>>(create);

    /// <summary>Creates an endpoint from a contract, or from a class that is marked as an endpoint.</summary>
    /// <exception cref="InvalidOperationException">No code was generated for it.</exception>
    /// <exception cref="InvalidEndpointException">It cannot be served.</exception>
    public static RpcEndpoint CreateEndpoint<T>(MethodHost<T> host)
        where T : class
    {
        if (Of<T>.Table is null)
        {
            // Naming a type does not initialise its module.
            RuntimeHelpers.RunModuleConstructor(typeof(T).Module.ModuleHandle);
        }

        return Of<T>.Table?.Value.CreateEndpoint(host) ?? throw new InvalidOperationException(
            $"Nothing was generated for {typeof(T)}. Mark the interface with [RpcContract(\"topic\")], or the class with [RpcEndpoint], "
                + $"and reference the package Messaging.Core in the project that declares it ({typeof(T).Assembly.GetName().Name}), so "
                + "that its generator runs there. Generated code has to see it.");
    }

    private static class Of<T>
        where T : class
    {
        public static Lazy<RpcEndpointTable<T>>? Table { get; set; }
    }
}
