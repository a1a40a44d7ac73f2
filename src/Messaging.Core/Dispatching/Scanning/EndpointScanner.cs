using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Messaging.Serialization;

namespace Messaging.Dispatching;

/// <summary>Creates an endpoint from an object by reflection, once, before the server starts. A method that cannot be served is an error
/// that names it.</summary>
[RequiresUnreferencedCode("Finds methods by reflection.")]
[RequiresDynamicCode("Compiles a delegate for each method.")]
internal static class EndpointScanner
{
    /// <summary>One object for all calls.</summary>
    public static ScannedEndpoint Scan(object instance) => Scan(instance.GetType(), method => MethodCompiler.Compile(instance, method));

    /// <summary>An object that the host provides for each call.</summary>
    public static ScannedEndpoint Scan(Type type, MethodHost<object> host) => Scan(type, method => MethodCompiler.Compile(host, method));

    private static ScannedEndpoint Scan(Type type, Func<MethodInfo, MethodBody> compile)
    {
        MisplacedMarks.Refuse(type);
        var attribute = type.GetCustomAttribute<RpcEndpointAttribute>() ?? new RpcEndpointAttribute();
        var ofFramework = FrameworkMethods.Of(type);
        var exposed = VisibleMethods.Of(type)
            .Where(method => IsExposed(method, attribute.Exposure, ofFramework))
            .GroupBy(method => WireName(method), StringComparer.Ordinal)
            .Select(group => group.Count() == 1 ? group.Single() : throw Overloaded(type, group.Key, group))
            .Select(method => Describe(type, method, compile))
            .ToArray();
        return exposed.Length == 0
            ? throw new InvalidEndpointException(
                type.Name, null,
                $"{type.Name} has no method to serve. "
                    + $"Make one public{(attribute.Exposure == RpcExposure.MarkedMethods ? " and mark it with [RpcMethod]" : "")}.")
            : new ScannedEndpoint(
                type.Name, exposed, attribute, attribute.Exposure == RpcExposure.PublicMethods ? LeftOut(type, ofFramework) : []);
    }

    /// <summary>The methods that the author may have meant to serve: all but those of <see cref="object"/>.</summary>
    private static string[] LeftOut(Type type, IReadOnlySet<MethodInfo> ofFramework) =>
    [
        .. ofFramework
            .Where(method => !method.IsSpecialName && !Array.Exists(typeof(object).GetMethods(), known => known.Name == method.Name)
                && VisibleMethods.AttributeOf<RpcMethodAttribute>(method) is null)
            .Select(method => $"{type.Name}.{method.Name}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private static bool IsExposed(MethodInfo method, RpcExposure exposure, IReadOnlySet<MethodInfo> ofFramework)
    {
        if (VisibleMethods.AttributeOf<RpcMethodAttribute>(method) is not null)
        {
            return true;
        }

        return exposure == RpcExposure.PublicMethods
            && !method.IsSpecialName
            && !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            && !method.Name.StartsWith('_')
            && !ofFramework.Contains(method);
    }

    private static string WireName(MethodInfo method)
    {
        if (VisibleMethods.AttributeOf<RpcMethodAttribute>(method)?.Name is { Length: > 0 } given)
        {
            return given;
        }

        const string Suffix = "Async";
        var name = method.Name;
        if (name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            name = name[..^Suffix.Length];
        }

        return JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
    }

    private static RpcMethod Describe(Type type, MethodInfo method, Func<MethodInfo, MethodBody> compile)
    {
        if (method.IsGenericMethodDefinition)
        {
            throw Cannot(type, method, "it is generic, and a message carries no type arguments");
        }

        var parameters = new List<RpcParameter>();
        foreach (var parameter in method.GetParameters())
        {
            if (parameter.ParameterType.IsByRef || parameter.ParameterType.IsPointer || parameter.ParameterType.IsByRefLike)
            {
                throw Cannot(type, method, $"its parameter '{parameter.Name}' is by reference, a pointer or a ref struct");
            }

            if (parameter.ParameterType == typeof(CancellationToken?))
            {
                throw Cannot(type, method, $"its parameter '{parameter.Name}' is a CancellationToken?, which never gets a value. "
                    + "Make it a CancellationToken");
            }

            if (MethodCompiler.TakesExtra(parameter))
            {
                if (parameter.ParameterType != typeof(IReadOnlyDictionary<string, RpcValue>) || parameters.Exists(known => known.IsExtra))
                {
                    throw Cannot(type, method, "[RpcExtraArguments] is for one parameter, an IReadOnlyDictionary<string, RpcValue>, "
                        + $"and '{parameter.Name}' is not that one");
                }

                parameters.Add(RpcParameter.Extra(parameter.Name!));
            }
            else if (!MethodCompiler.IsInjected(parameter))
            {
                var name = parameter.GetCustomAttribute<RpcArgumentAttribute>()?.Name
                    ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!);
                if (parameters.Exists(known => known.Name == name))
                {
                    throw Cannot(type, method, $"two of its parameters are named '{name}' on the wire");
                }

                parameters.Add(new RpcParameter(name, parameter.ParameterType, parameter.HasDefaultValue));
            }
        }

        if (!MethodCompiler.HasNoResult(method.ReturnType)
            && UnfinishedWork.Describe(MethodCompiler.ResultType(method.ReturnType)) is { } what)
        {
            throw Cannot(type, method, $"its result is {what}");
        }

        if (method.ReturnType.IsByRef || method.ReturnType.IsPointer || method.ReturnType.IsByRefLike)
        {
            throw Cannot(type, method, "it returns a reference, a pointer or a ref struct");
        }

        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false))
        {
            throw Cannot(type, method, "it is async void, so its end and its failure go unnoticed. Return a Task");
        }

        return RpcMethod.Create(WireName(method), parameters, compile(method), VisibleMethods.AttributeOf<RpcMethodAttribute>(method),
            RequiredPolicies.Of(type, method));
    }

    private static InvalidEndpointException Cannot(Type type, MethodInfo method, string why) =>
        new(
            type.Name, method.Name,
            $"{type.Name}.{method.Name} cannot be served: {why}. Change it, make it non-public, or serve marked methods only "
                + "(RpcExposure.MarkedMethods).");

    private static InvalidEndpointException Overloaded(Type type, string name, IEnumerable<MethodInfo> methods) =>
        new(
            type.Name,
            name,
            $"{type.Name} has more than one method named '{name}' on the wire: {string.Join("; ", methods.Select(SignatureOf))}. " +
            "A message carries only a method's name: give each its own name, with [RpcMethod(\"name\")].");

    private static string SignatureOf(MethodInfo method) =>
        $"{method.ReturnType} {method.DeclaringType}.{method.Name}"
            + $"({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType))})";
}
