using Messaging.Contracts;

namespace Messaging;

/// <summary>Creates clients of contracts.</summary>
public static class RpcContractExtensions
{
    /// <summary>Creates a client of a contract: an object whose methods call the servers of the contract's topic.</summary>
    /// <remarks>Cheap; create one and share it. Its methods may be called from any thread, and end as
    /// <see cref="RpcClient.CallAsync{T}(RpcContext?, string, object?, CancellationToken)"/> and
    /// <see cref="RpcClient.CastAsync(RpcContext?, string, object?, CancellationToken)"/> do.</remarks>
    /// <typeparam name="T">The interface, marked with <see cref="RpcContractAttribute"/>.</typeparam>
    /// <param name="transport">The transport to send through; not owned.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <returns>The client.</returns>
    /// <exception cref="InvalidOperationException">No client was generated for the interface.</exception>
    /// <exception cref="InvalidTargetException">The contract's topic, exchange or namespace is not valid, or the version cap is not a
    /// version.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static T GetClient<T>(this Transport transport, RpcClientOptions? options = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(transport);
        return RpcContracts.Get<T>().CreateClient(new RpcClient(transport, RpcContracts.TargetOf<T>(), options));
    }

    /// <summary>Creates a client of a contract with the target and the settings of another client: for a topic other than the contract's,
    /// for one server, or for settings made with <see cref="RpcClient.With"/>.</summary>
    /// <typeparam name="T">The interface, marked with <see cref="RpcContractAttribute"/>.</typeparam>
    /// <param name="client">The client. Topic, exchange, server and settings are taken from it, and the namespace if it has one. It must
    /// not have a version: each member is called with the version that it needs.</param>
    /// <returns>The client.</returns>
    /// <exception cref="InvalidOperationException">No client was generated for the interface; or the client has an
    /// <see cref="RpcClientOptions.EntitySerializer"/>.</exception>
    /// <exception cref="InvalidTargetException">The client's target has a version.</exception>
    public static T As<T>(this RpcClient client)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(client);
        if (client.ChangesEntities)
        {
            throw new InvalidOperationException(
                $"The client has an EntitySerializer, which changes arguments and results as trees; a client of {typeof(T).Name} writes "
                    + "and reads them directly. Do not set RpcClientOptions.EntitySerializer, or use RpcClient.CallAsync.");
        }

        return client.Target.Version is { } version
            ? throw new InvalidTargetException(
                nameof(Target.Version),
                $"The client's target has the version '{version}', but each member of {typeof(T).Name} is called with the lowest version "
                    + "that has it. Remove the version; for rolling upgrades use RpcClientOptions.VersionCap.")
            : RpcContracts.Get<T>().CreateClient(client);
    }
}
