using System.Text;
using Messaging.Generators.Models;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Numbered;

/// <summary>Writes a contract whose fields are numbered as Thrift IDL.</summary>
internal sealed class NumberedContract
{
    private readonly INamedTypeSymbol _contract;
    private readonly Findings _findings;
    private readonly NumberedTypes _types;

    private NumberedContract(INamedTypeSymbol contract, Findings findings)
    {
        _contract = contract;
        _findings = findings;
        _types = new NumberedTypes(contract, findings);
    }

    /// <summary>Writes a contract.</summary>
    /// <param name="contract">The interface.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="members">Its members.</param>
    /// <param name="findings">Receives the findings of a contract in which something is numbered.</param>
    /// <returns>The text; null when a required number is missing, or there are other findings.</returns>
    public static string? Write(
        INamedTypeSymbol contract, AttributeData attribute, IReadOnlyList<(IMethodSymbol Method, MemberModel Model)> members,
        Findings findings)
    {
        var found = new Findings();
        var text = new NumberedContract(contract, found).Write(attribute, members);
        if (IsNumbered(contract, members.Select(member => member.Method)))
        {
            foreach (var finding in found.All)
            {
                findings.Add(finding);
            }
        }

        return found.All.Count == 0 ? text : null;
    }

    /// <summary>Whether an argument or an exception has a number: then all must have one.</summary>
    public static bool IsNumbered(INamedTypeSymbol contract, IEnumerable<IMethodSymbol> methods) => methods.Any(method =>
        method.Parameters.Any(parameter => FieldNumbers.Of(parameter) is not null)
        || ThrownBy(contract, method).Any(thrown => thrown.Number is not null));

    /// <summary>The exceptions that a member declares, and their numbers.</summary>
    public static IEnumerable<(INamedTypeSymbol Type, int? Number)> ThrownBy(INamedTypeSymbol contract, IMethodSymbol method)
    {
        foreach (var mark in MarksOf(contract, method))
        {
            // The compiler has reported types that are not classes.
            if (ThrownReader.ExceptionOf(mark) is INamedTypeSymbol { TypeKind: TypeKind.Class } type)
            {
                yield return (type, mark.Get<int>("Field") is not 0 and var given ? given : null);
            }
        }
    }

    private static IEnumerable<AttributeData> MarksOf(INamedTypeSymbol contract, IMethodSymbol method) =>
        new ISymbol[] { method, method.ContainingType, contract }.Distinct(SymbolEqualityComparer.Default)
            .SelectMany(symbol => ThrownReader.MarksOf(symbol!));

    /// <summary>The name without the I that interfaces begin with.</summary>
    private static string NameOf(INamedTypeSymbol contract) =>
        contract.Name.Length > 1 && contract.Name[0] == 'I' && char.IsUpper(contract.Name[1]) ? contract.Name.Substring(1) : contract.Name;

    private string Write(AttributeData attribute, IReadOnlyList<(IMethodSymbol Method, MemberModel Model)> members)
    {
        if (attribute.Get<string>("Namespace") is not null)
        {
            _types.Unfit(new NumberedPlace(_contract.Name, _contract), "has a namespace on the wire", "leave Namespace out");
        }

        var methods = new StringBuilder();
        foreach (var (method, model) in members)
        {
            Write(methods, method, model);
        }

        return $"{_types.Declarations}service {NameOf(_contract)} {{\n{methods}}}\n";
    }

    private void Write(StringBuilder text, IMethodSymbol method, MemberModel model)
    {
        var place = new NumberedPlace(method.Name, method);
        _types.IsName(model.WireName, place);
        if (model.Kind == MemberKind.Fanout)
        {
            _types.Unfit(place, "is a fanout", "make it a cast, or put it into a contract of its own");
        }

        if (model.Version != "1.0")
        {
            _types.Unfit(place, $"is asked for by its version, {model.Version}", "leave Since out, and stay with version 1");
        }

        text.Append("  ").Append(model.Kind == MemberKind.Cast ? "oneway " : "").Append(ResultOf(method)).Append(' ').Append(model.WireName)
            .Append('(').Append(ArgumentsOf(method, model)).Append(')')
            .Append(model.Kind == MemberKind.Call ? ThrowsOf(method) : "").Append('\n');
    }

    private string? ResultOf(IMethodSymbol method)
    {
        if (ReturnTypes.Split(method.ReturnType).Result is not { } result)
        {
            return "void";
        }

        var place = new NumberedPlace($"The result of {method.Name}", method);
        var (type, mayBeNull) = NumberedTypes.Split(result);
        return mayBeNull
            ? _types.Unfit(place, "may be null", "return a list of one or none, or declare an exception with [RpcThrows]")
            : _types.Of(type, place);
    }

    private string ArgumentsOf(IMethodSymbol method, MemberModel model)
    {
        List<string> arguments = [];
        var numbers = new FieldNumbers(_findings);
        foreach (var (parameter, read) in method.Parameters.Zip(model.Parameters, (parameter, read) => (parameter, read)))
        {
            var place = new NumberedPlace($"The parameter '{parameter.Name}' of {method.Name}", parameter);
            if (read.Role == ParameterRole.Extra)
            {
                _types.Unfit(place, "takes any argument", "name them");
            }
            else if (read.Role == ParameterRole.Argument)
            {
                var isNumbered = numbers.TryTake(FieldNumbers.Of(parameter), parameter.Name, place, "[RpcField(n)]");
                var isNamed = _types.IsName(read.WireName, place);
                if (_types.Of(NumberedTypes.Split(parameter.Type).Type, place) is { } type && isNumbered && isNamed)
                {
                    arguments.Add($"{FieldNumbers.Of(parameter)}: {type} {read.WireName}");
                }
            }
        }

        return string.Join(", ", arguments);
    }

    private string ThrowsOf(IMethodSymbol method)
    {
        List<string> thrown = [];
        var numbers = new FieldNumbers(_findings);
        foreach (var (type, number) in ThrownBy(_contract, method))
        {
            var place = new NumberedPlace($"The exception {type.Name} of {method.Name}", method);
            if (numbers.TryTake(number, type.Name, place, $"[RpcThrows<{type.Name}>(Field = n)]")
                && _types.OfException(type, place) is { } name)
            {
                thrown.Add($"{number}: {name} {WireNames.OfParameter(type.Name)}");
            }
        }

        return thrown.Count == 0 ? "" : $" throws ({string.Join(", ", thrown)})";
    }
}
