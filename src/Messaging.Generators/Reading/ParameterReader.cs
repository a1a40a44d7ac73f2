using Messaging.Generators.Json;
using Messaging.Generators.Models;
using Messaging.Generators.Numbered;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Reading;

/// <summary>Reads the parameters of a method.</summary>
internal sealed class ParameterReader(IMethodSymbol method, Findings findings)
{
    private const string ExtraType = "global::System.Collections.Generic.IReadOnlyDictionary<string, global::Messaging.RpcValue>";

    // The usual names of the first parameter of a Python server's method in OpenStack's services, and of any method of a class.
    private static readonly string[] Reserved = ["context", "ctxt", "ctx", "self"];

    public EquatableArray<ParameterModel> Read()
    {
        List<ParameterModel> read = [];
        foreach (var parameter in method.Parameters)
        {
            if (Check(parameter))
            {
                read.Add(Read(parameter));
            }
        }

        CheckPlaces(read);
        CheckNames(read);
        return new EquatableArray<ParameterModel>(read);
    }

    private static ParameterModel Read(IParameterSymbol parameter)
    {
        var role = RoleOf(parameter);
        var name = parameter.Find(KnownNames.Argument).Text() ?? WireNames.OfParameter(parameter.Name);
        return new ParameterModel(
            role,
            TypeNames.Of(parameter.Type),
            TypeNames.OfTypeOf(parameter.Type),
            role == ParameterRole.Extra ? parameter.Name : name,
            DefaultValues.Of(parameter) ?? NothingOf(parameter));
    }

    /// <summary>Null if it stands for a field that the caller did not write: numbered fields are left out when they are empty.</summary>
    private static string? NothingOf(IParameterSymbol parameter) =>
        FieldNumbers.Of(parameter) is not null && NumberedTypes.Split(parameter.Type).MayBeNull
            ? $"default({TypeNames.OfTypeOf(parameter.Type)})!"
            : null;

    private static ParameterRole RoleOf(IParameterSymbol parameter)
    {
        if (parameter.Has(KnownNames.Extra))
        {
            return ParameterRole.Extra;
        }

        return TypeNames.Metadata(parameter.Type) switch
        {
            KnownNames.Context => ParameterRole.Context,
            "System.Threading.CancellationToken" => ParameterRole.Token,
            _ => ParameterRole.Argument,
        };
    }

    private bool Check(IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None)
        {
            return Add(ContractRules.ByReference, parameter, parameter.Name, "passed by reference");
        }

        if (parameter.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol)
        {
            return Add(ContractRules.ByReference, parameter, parameter.Name, "a pointer");
        }

        if (parameter.Type.IsRefLikeType)
        {
            return Add(ContractRules.ByReference, parameter, parameter.Name, "a ref struct");
        }

        if (parameter.Has(KnownNames.Extra))
        {
            return TypeNames.OfTypeOf(parameter.Type) == ExtraType
                || Add(
                    ContractRules.NoJson, parameter, $"The parameter '{parameter.Name}'", "marked [RpcExtraArguments]",
                    "make it an IReadOnlyDictionary<string, RpcValue>");
        }

        return RoleOf(parameter) != ParameterRole.Argument || CheckType(parameter);
    }

    private bool CheckType(IParameterSymbol parameter)
    {
        var unfit = JsonForm.FindUnfit(parameter.Type);
        return unfit switch
        {
            null => true,
            { Kind: UnfitKind.Progress } => Add(ContractRules.Progress, parameter, parameter.Name),
            { Kind: UnfitKind.Stream } => Add(ContractRules.ArgumentStream, parameter, parameter.Name),
            _ => Add(ContractRules.NoJson, parameter, $"The parameter '{parameter.Name}'", unfit.What, unfit.Instead),
        };
    }

    private void CheckPlaces(List<ParameterModel> read)
    {
        var tokens = read.Count(parameter => parameter.Role == ParameterRole.Token);
        if (tokens > 1)
        {
            findings.Add(ContractRules.Token, method, method.Name, "more than one CancellationToken: which one ends the call?");
        }
        else if (tokens == 1 && read[read.Count - 1].Role != ParameterRole.Token)
        {
            findings.Add(ContractRules.Token, method, method.Name, "a CancellationToken that is not its last parameter");
        }

        if (read.Count(parameter => parameter.Role == ParameterRole.Context) > 1)
        {
            findings.Add(ContractRules.Token, method, method.Name, "more than one RpcContext: a call has one");
        }

        if (read.Count(parameter => parameter.Role == ParameterRole.Extra) > 1)
        {
            findings.Add(ContractRules.SameArgumentName, method, method.Name, "the extra arguments");
        }
    }

    private void CheckNames(List<ParameterModel> read)
    {
        var names = read.Where(parameter => parameter.Role == ParameterRole.Argument).Select(parameter => parameter.WireName).ToArray();
        foreach (var name in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            findings.Add(ContractRules.SameArgumentName, method, method.Name, name.Key);
        }

        foreach (var name in names.Where(Reserved.Contains))
        {
            findings.Add(ContractRules.ReservedName, method, method.Name, name);
        }
    }

    private bool Add(DiagnosticDescriptor rule, IParameterSymbol parameter, params object[] words)
    {
        findings.Add(rule, parameter, [method.Name, .. words]);
        return false;
    }
}
