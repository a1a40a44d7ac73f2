using Messaging.Contracts;
using Messaging.Dispatching;

namespace Messaging;

/// <summary>A method that a server offers, as plain data: its name, its parameters, its body. Created by reflection
/// (<see cref="RpcEndpoint.FromObject"/>) or by hand.</summary>
/// <remarks>Immutable. The body is called concurrently.</remarks>
public sealed class RpcMethod
{
    private RpcMethod(string name, IReadOnlyList<RpcParameter> parameters, MethodBody body)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(parameters);
        Name = name;
        ParameterArray = [.. parameters];
        TakesExtra = parameters.Count(parameter => parameter.IsExtra) switch
        {
            0 => false,
            1 => true,
            _ => throw new ArgumentException($"{name}() has two parameters for extra arguments.", nameof(parameters)),
        };
        Body = body;
    }

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    /// <summary>The arguments that it takes. Any other argument is refused, unless one of them is
    /// <see cref="RpcParameter.Extra"/>.</summary>
    public IReadOnlyList<RpcParameter> Parameters => ParameterArray;

    /// <summary>When its messages are acknowledged.</summary>
    /// <value><see cref="AcknowledgeMode.Default"/>: the server's options decide.</value>
    public AcknowledgeMode Acknowledge { get; init; }

    /// <summary>Exceptions that callers expect from the method, including derived ones: they are not logged as errors.</summary>
    /// <value>None.</value>
    public IReadOnlyList<Type> ExpectedExceptions { get; init; } = [];

    /// <summary>The policies that its callers must meet, as with <see cref="RpcAuthorizeAttribute"/>; an empty string is the default
    /// policy.</summary>
    /// <value>None: everybody may call it.</value>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>The serializer of the arguments and the result, or null for the transport's.</summary>
    internal JsonPayloadSerializer? Serializer { get; init; }

    /// <summary>Exceptions that callers get as themselves.</summary>
    internal IReadOnlyList<RpcThrown> Throws { get; init; } = [];

    internal RpcParameter[] ParameterArray { get; }

    internal bool TakesExtra { get; }

    internal MethodBody Body { get; }

    /// <summary>Describes a method with a result.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="name">The name on the wire.</param>
    /// <param name="parameters">The arguments that it takes.</param>
    /// <param name="body">Runs it.</param>
    /// <returns>The description.</returns>
    /// <exception cref="ArgumentException">The name is empty, or two parameters take extra arguments.</exception>
    public static RpcMethod Create<TResult>(
        string name, IReadOnlyList<RpcParameter> parameters, Func<RpcInvocation, ValueTask<TResult>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new RpcMethod(name, parameters, new MethodBodyWithResult<TResult>(body));
    }

    /// <summary>Describes a method without a result: callers get null.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="parameters">The arguments that it takes.</param>
    /// <param name="body">Runs it.</param>
    /// <returns>The description.</returns>
    /// <exception cref="ArgumentException">The name is empty, or two parameters take extra arguments.</exception>
    public static RpcMethod Create(string name, IReadOnlyList<RpcParameter> parameters, Func<RpcInvocation, ValueTask> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new RpcMethod(name, parameters, new MethodBodyWithoutResult(body));
    }

    /// <summary>Creates a copy of the method that requires policies of its callers, as <see cref="RpcAuthorizeAttribute"/> does.</summary>
    /// <param name="policies">The policies, replacing those that it had; an empty string is the default policy.</param>
    /// <returns>The method.</returns>
    public RpcMethod WithPolicies(params string[] policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        return new RpcMethod(Name, ParameterArray, Body)
        {
            Acknowledge = Acknowledge,
            ExpectedExceptions = ExpectedExceptions,
            Serializer = Serializer,
            Throws = Throws,
            Policies = [.. policies],
        };
    }

    /// <summary>Creates a copy of the method with exceptions that its callers expect.</summary>
    /// <param name="types">The exceptions, replacing those that it had (<see cref="ExpectedExceptions"/>).</param>
    /// <returns>The method.</returns>
    public RpcMethod WithExpectedExceptions(params Type[] types)
    {
        ArgumentNullException.ThrowIfNull(types);
        return new RpcMethod(Name, ParameterArray, Body)
        {
            Acknowledge = Acknowledge,
            ExpectedExceptions = [.. types],
            Serializer = Serializer,
            Throws = Throws,
            Policies = Policies,
        };
    }

    internal static RpcMethod Create(
        string name, IReadOnlyList<RpcParameter> parameters, MethodBody body, RpcMethodAttribute? attribute,
        IReadOnlyList<string> policies) =>
        new(name, parameters, body)
        {
            Acknowledge = attribute?.Acknowledge ?? AcknowledgeMode.Default,
            ExpectedExceptions = attribute?.ExpectedExceptions ?? [],
            Policies = policies,
        };

    internal static RpcMethod Create(
        string name, IReadOnlyList<RpcParameter> parameters, MethodBody body, RpcMemberSettings settings,
        JsonPayloadSerializer? serializer) =>
        new(name, parameters, body)
        {
            Serializer = serializer,
            Throws = settings.Throws,
            Acknowledge = settings.Acknowledge,
            ExpectedExceptions = settings.ExpectedExceptions,
            Policies = settings.Policies,
        };

    /// <summary>The index of a parameter by its name on the wire.</summary>
    /// <exception cref="ArgumentException">The method has no parameter of that name.</exception>
    internal int IndexOf(string name)
    {
        var index = Array.FindIndex(ParameterArray, parameter => parameter.Name == name);
        return index >= 0 ? index : throw new ArgumentException($"{Name}() has no parameter '{name}'.", nameof(name));
    }
}
