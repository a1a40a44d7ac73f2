using Messaging.Generators.Json;
using Messaging.Generators.Models;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Reading;

/// <summary>Reads a method of a contract.</summary>
internal sealed class MemberReader(INamedTypeSymbol type, AttributeData contract, ContractVersion version, Findings findings)
{
    private readonly double _timeout = contract.Get<double>("TimeoutSeconds");
    private readonly double _monitor = contract.Get<double>("MonitorSeconds");

    /// <summary>Reads a method; its errors are added to the findings.</summary>
    public MemberModel? Read(IMethodSymbol method)
    {
        if (method.IsGenericMethod)
        {
            findings.Add(ContractRules.Generic, method, method.Name);
            return null;
        }

        var attribute = method.Find(KnownNames.Method);
        var kind = KindOf(method);
        var (shape, result) = ReturnTypes.Split(method.ReturnType);
        CheckReturn(method, kind, shape, result);
        var thrown = new ThrownReader(type, findings).Read(method, kind);
        return new MemberModel
        {
            Name = method.Name,
            DeclaredBy = TypeNames.Of(method.ContainingType),
            Returns = TypeNames.Of(method.ReturnType),
            Shape = shape,
            Result = result is null ? null : TypeNames.Of(result),
            Kind = kind,
            WireName = attribute.Text() is { Length: > 0 } given ? given : WireNames.OfMethod(method.Name),
            Version = Since(method, attribute).ToString(),
            TimeoutSeconds = Smaller(_timeout, attribute.Get<double>("TimeoutSeconds")),
            MonitorSeconds = Smaller(_monitor, attribute.Get<double>("MonitorSeconds")),
            Idempotent = attribute.Get<bool>("Idempotent"),
            Acknowledge = attribute.Get<int>("Acknowledge"),
            ExpectedExceptions = new EquatableArray<string>(
                attribute.Types("ExpectedExceptions").Select(TypeNames.OfTypeOf).Concat(thrown.Select(one => one.Type)).Distinct()),
            Throws = thrown,
            Policies = new EquatableArray<string>(PoliciesOf(method)),
            Parameters = new ParameterReader(method, findings).Read(),
        };
    }

    /// <summary>The policies of the contract, the interface that declares the method, and the method.</summary>
    private IEnumerable<string> PoliciesOf(IMethodSymbol method) => new ISymbol[] { type, method.ContainingType, method }
        .Select(symbol => symbol.Find(KnownNames.Authorize))
        .Where(mark => mark is not null)
        .Select(mark => mark.Text() ?? "")
        .Distinct();

    private static MemberKind KindOf(IMethodSymbol method) =>
        method.Has(KnownNames.Fanout) ? MemberKind.Fanout : method.Has(KnownNames.OneWay) ? MemberKind.Cast : MemberKind.Call;

    /// <summary>The shorter of two limits; zero means none.</summary>
    private static double Smaller(double one, double other) => one <= 0 ? other : other <= 0 ? one : Math.Min(one, other);

    private void CheckReturn(IMethodSymbol method, MemberKind kind, ReturnShape shape, ITypeSymbol? result)
    {
        if (ReturnTypes.IsStream(method.ReturnType))
        {
            findings.Add(ContractRules.ResultStream, method, method.Name);
        }
        else if (shape == ReturnShape.Plain)
        {
            findings.Add(ContractRules.ReturnType, method, method.Name, method.ReturnType.ToDisplayString());
        }
        else if (result is not null && kind != MemberKind.Call)
        {
            findings.Add(
                ContractRules.CastWithResult, method, method.Name, kind == MemberKind.Fanout ? "[RpcFanout]" : "[RpcOneWay]",
                method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }
        else if (result is not null && JsonForm.FindUnfit(result) is { } unfit)
        {
            var rule = unfit.Kind == UnfitKind.Stream ? ContractRules.ResultStream : ContractRules.NoJson;
            findings.Add(rule, method, method.Name, "The result", unfit.What, unfit.Instead);
        }
    }

    /// <summary>The version that a request for the method needs.</summary>
    private ContractVersion Since(IMethodSymbol method, AttributeData? attribute)
    {
        if (attribute.Get<string>("Since") is not { } text)
        {
            return version.First;
        }

        if (!ContractVersion.TryParse(text, out var since))
        {
            findings.Add(ContractRules.Version, method, method.Name, $"'{text}' is not a version: write major.minor, such as 1.4");
        }
        else if (since.Major != version.Major || since.CompareTo(version) > 0)
        {
            findings.Add(
                ContractRules.Version, method, method.Name,
                $"it is there since {since}, but its contract is {version}, which a server serves from {version.First} on: "
                + "raise the contract's Version");
        }

        return since;
    }
}
