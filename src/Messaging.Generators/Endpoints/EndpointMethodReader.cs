using Messaging.Generators.Models;
using Messaging.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Endpoints;

/// <summary>Reads a method of an endpoint.</summary>
internal static class EndpointMethodReader
{
    private const string ExtraType = "global::System.Collections.Generic.IReadOnlyDictionary<string, global::Messaging.RpcValue>";
    private const string TokenType = "System.Threading.CancellationToken";

    /// <summary>The name of a method on the wire.</summary>
    public static string WireName(IMethodSymbol method) =>
        EndpointMethods.AttributeOf(method, KnownNames.Method).Text() is { Length: > 0 } given ? given : WireNames.OfMethod(method.Name);

    public static MemberModel Read(INamedTypeSymbol type, IMethodSymbol method)
    {
        var attribute = EndpointMethods.AttributeOf(method, KnownNames.Method);
        var (shape, result) = ReturnTypes.Split(method.ReturnType);
        return new MemberModel
        {
            Name = method.Name,
            DeclaredBy = TypeNames.Of(method.ContainingType),
            Returns = TypeNames.Of(method.ReturnType),
            Shape = shape,
            Result = result is null ? null : TypeNames.Of(result),
            Kind = MemberKind.Call,
            WireName = WireName(method),
            Version = "1.0",
            Acknowledge = attribute.Get<int>("Acknowledge"),
            ExpectedExceptions = new EquatableArray<string>(attribute.Types("ExpectedExceptions").Select(TypeNames.OfTypeOf)),
            Policies = new EquatableArray<string>(PoliciesOf(type, method)),
            Parameters = new EquatableArray<ParameterModel>(method.Parameters.Select(Read)),
        };
    }

    /// <summary>The reason why a method cannot be served; null when it can.</summary>
    public static string? WhyNot(IMethodSymbol method)
    {
        if (method.IsGenericMethod)
        {
            return "it is generic, and a message carries no type arguments";
        }

        List<string> names = [];
        var hasExtra = false;
        foreach (var parameter in method.Parameters)
        {
            if (WhyNot(parameter, ref hasExtra, names) is { } why)
            {
                return why;
            }
        }

        var (_, result) = ReturnTypes.Split(method.ReturnType);
        return result is not null && UnfinishedResult.Describe(result) is { } what ? $"its result is {what}"
            : method.ReturnsByRef || method.ReturnsByRefReadonly || method.ReturnType.IsRefLikeType
                || method.ReturnType is IPointerTypeSymbol or IFunctionPointerTypeSymbol
                ? "it returns a reference, a pointer or a ref struct"
            : method.ReturnsVoid && (method.IsAsync || method.Has("System.Runtime.CompilerServices.AsyncStateMachineAttribute"))
                ? "it is async void, so its end and its failure go unnoticed. Return a Task"
            : null;
    }

    private static string? WhyNot(IParameterSymbol parameter, ref bool hasExtra, List<string> names)
    {
        if (parameter.RefKind != RefKind.None
            || parameter.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol
            || parameter.Type.IsRefLikeType)
        {
            return $"its parameter '{parameter.Name}' is by reference, a pointer or a ref struct";
        }

        if (parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } maybe
            && TypeNames.Metadata(maybe.TypeArguments[0]) == TokenType)
        {
            return $"its parameter '{parameter.Name}' is a CancellationToken?, which never gets a value. Make it a CancellationToken";
        }

        var name = RoleOf(parameter) switch
        {
            ParameterRole.Extra => parameter.Name,
            ParameterRole.Argument => NameOf(parameter),
            _ => null,
        };
        if (RoleOf(parameter) == ParameterRole.Extra)
        {
            if (hasExtra || TypeNames.OfTypeOf(parameter.Type).Replace("?", "") != ExtraType)
            {
                return "[RpcExtraArguments] is for one parameter, an IReadOnlyDictionary<string, RpcValue>, "
                    + $"and '{parameter.Name}' is not that one";
            }

            hasExtra = true;
        }
        else if (name is not null && names.Contains(name))
        {
            return $"two of its parameters are named '{name}' on the wire";
        }

        names.AddRange(name is null ? [] : [name]);
        return null;
    }

    private static ParameterModel Read(IParameterSymbol parameter)
    {
        var role = RoleOf(parameter);
        return new ParameterModel(
            role,
            TypeNames.Of(parameter.Type),
            parameter.Type is IDynamicTypeSymbol ? "object" : TypeNames.OfTypeOf(parameter.Type),
            role == ParameterRole.Extra ? parameter.Name : NameOf(parameter),
            role == ParameterRole.Argument ? DefaultValues.Of(parameter) : null);
    }

    private static string NameOf(IParameterSymbol parameter) =>
        parameter.Find(KnownNames.Argument).Text() ?? WireNames.OfParameter(parameter.Name);

    private static ParameterRole RoleOf(IParameterSymbol parameter) => parameter.Has(KnownNames.Extra) ? ParameterRole.Extra
        : TypeNames.Metadata(parameter.Type) switch
        {
            KnownNames.Context => ParameterRole.Context,
            TokenType => ParameterRole.Token,
            _ => ParameterRole.Argument,
        };

    /// <summary>The policies of the class, the method, and the interfaces that it implements with their members.</summary>
    private static IEnumerable<string> PoliciesOf(INamedTypeSymbol type, IMethodSymbol method) =>
        new[] { EndpointMethods.AttributeOf(type, KnownNames.Authorize), EndpointMethods.AttributeOf(method, KnownNames.Authorize) }
            .Concat(type.AllInterfaces.SelectMany(face => face.GetMembers().OfType<IMethodSymbol>()
                .Where(member => EndpointMethods.Implements(type, method, member))
                .SelectMany(member => new[] { face.Find(KnownNames.Authorize), member.Find(KnownNames.Authorize) })))
            .Where(mark => mark is not null)
            .Select(mark => mark.Text() ?? "")
            .Distinct();
}
