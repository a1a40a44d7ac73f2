using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Messaging.Endpoints;

namespace Messaging.Contracts;

/// <summary>The registry of generated code. For generated code.</summary>
/// <remarks>Safe for any number of threads.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RpcContracts
{
    /// <summary>Registers a contract. Called when the contract's assembly is first used.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="create">Describes it when it is first needed.</param>
    public static void Register<T>(Func<RpcContract<T>> create)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(create);
        var known = new Lazy<RpcContract<T>>(create);
        Of<T>.Known = known;
        EndpointTables.Register(() => known.Value.Table);
    }

    /// <summary>Registers an endpoint that is not a contract. Called when its assembly is first used.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="create">Describes it when it is first needed.</param>
    public static void RegisterEndpoint<T>(Func<RpcEndpointTable<T>> create)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(create);
        EndpointTables.Register(create);
    }

    /// <summary>Describes a member with a result.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="name">The name on the wire.</param>
    /// <param name="kind">What clients send.</param>
    /// <param name="parameters">The arguments that it takes.</param>
    /// <param name="body">Runs it on an object that implements the contract.</param>
    /// <param name="settings">The settings from its attributes.</param>
    /// <returns>The description.</returns>
    public static RpcMember<T> Member<T, TResult>(
        string name, RpcMemberKind kind, IReadOnlyList<RpcParameter> parameters, Func<T, RpcInvocation, ValueTask<TResult>> body,
        RpcMemberSettings settings)
        where T : class =>
        new(
            name, kind, settings, parameters, typeof(TResult),
            (host, serializer) => RpcMethod.Create(name, parameters, host.Bind(body), settings, serializer));

    /// <summary>Describes a member without a result.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="name">The name on the wire.</param>
    /// <param name="kind">What clients send.</param>
    /// <param name="parameters">The arguments that it takes.</param>
    /// <param name="body">Runs it on an object that implements the contract.</param>
    /// <param name="settings">The settings from its attributes.</param>
    /// <returns>The description.</returns>
    public static RpcMember<T> Member<T>(
        string name, RpcMemberKind kind, IReadOnlyList<RpcParameter> parameters, Func<T, RpcInvocation, ValueTask> body,
        RpcMemberSettings settings)
        where T : class =>
        new(
            name, kind, settings, parameters, result: null,
            (host, serializer) => RpcMethod.Create(name, parameters, host.Bind(body), settings, serializer));

    /// <summary>Creates a serializer for the types of a source-generated context, with the library's rules.</summary>
    /// <param name="resolver">The context.</param>
    /// <param name="converters">Further converters, such as those of enums.</param>
    /// <returns>The serializer.</returns>
    public static JsonPayloadSerializer SerializerOf(IJsonTypeInfoResolver resolver, params JsonConverter[] converters)
    {
        ArgumentNullException.ThrowIfNull(converters);
        var options = JsonPayloadSerializer.CreateOptions(resolver);
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        return new JsonPayloadSerializer(options);
    }

    /// <summary>Creates a copy of a client with some parts changed.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="changes">What changes.</param>
    /// <returns>The new client.</returns>
    /// <exception cref="ArgumentException">The client was not created by GetClient or As and does not implement <see cref="IRpcView{T}"/>,
    /// or a timeout is out of range.</exception>
    /// <exception cref="InvalidTargetException">The server's name is not valid.</exception>
    public static T With<T>(T client, RpcViewChanges changes)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(changes);
        return client is IRpcView<T> view
            ? view.Change(changes)
            : throw new ArgumentException(
                $"{client.GetType()} was not created by GetClient or As, so With cannot change its target. Implement "
                    + $"IRpcView<{typeof(T).Name}>.",
                nameof(client));
    }

    /// <summary>Describes a contract, for code that exposes its members in another way, such as a gateway.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <returns>The description.</returns>
    /// <exception cref="InvalidOperationException">No code was generated for the interface.</exception>
    public static RpcContractDescription Describe<T>()
        where T : class => Get<T>().Describe();

    /// <summary>The topic and the exchange at which a contract is served. For code that builds servers.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <returns>The target, without a server.</returns>
    /// <exception cref="InvalidOperationException">No code was generated for the interface.</exception>
    public static Target TargetOf<T>()
        where T : class
    {
        var contract = Get<T>();
        return new Target { Topic = contract.Topic, Exchange = contract.Exchange };
    }

    /// <summary>Finds a contract.</summary>
    /// <exception cref="InvalidOperationException">No code was generated for it.</exception>
    internal static RpcContract<T> Get<T>()
        where T : class => Find<T>() ?? throw new InvalidOperationException(
            $"Nothing was generated for {typeof(T)}. Mark the interface with [RpcContract(\"topic\")], and reference the package "
                + $"Messaging.Core in the project that declares it ({typeof(T).Assembly.GetName().Name}), so that its generator runs "
                + "there.");

    private static RpcContract<T>? Find<T>()
        where T : class
    {
        if (Of<T>.Known is null)
        {
            // Naming a type does not initialise its module.
            RuntimeHelpers.RunModuleConstructor(typeof(T).Module.ModuleHandle);
        }

        return Of<T>.Known?.Value;
    }

    private static class Of<T>
        where T : class
    {
        public static Lazy<RpcContract<T>>? Known { get; set; }
    }
}
