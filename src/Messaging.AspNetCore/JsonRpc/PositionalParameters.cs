using System.Text.Json;
using Messaging.AspNetCore.Answers;
using Messaging.AspNetCore.Listing;

namespace Messaging.AspNetCore.JsonRpc;

/// <summary>Gives positional parameters their names in the contract.</summary>
internal static class PositionalParameters
{
    /// <summary>The arguments by name, or the error.</summary>
    public static (RpcValue Arguments, Problem? Problem) Name(JsonElement list, ListedMethod method)
    {
        if (method.Member is not { } member)
        {
            return (default, Invalid(
                $"'{method.Name}' takes its arguments by name: 'params' must be an object. Only the methods of a contract have an order "
                    + "of arguments."));
        }

        var parameters = member.Parameters.Where(parameter => !parameter.IsExtra).ToList();
        var given = list.GetArrayLength();
        if (given > parameters.Count)
        {
            return (default, Invalid(
                FormattableString.Invariant($"'{method.Name}' takes {parameters.Count} arguments ")
                    + $"({string.Join(", ", parameters.Select(parameter => parameter.Name))}), "
                    + FormattableString.Invariant($"but got {given}.")));
        }

        return (RpcValue.FromProperties(parameters.Zip(
            list.EnumerateArray(), (parameter, value) => KeyValuePair.Create(parameter.Name, RpcValue.FromJsonElement(value)))), null);
    }

    private static Problem Invalid(string detail) => new(ProblemKind.InvalidArguments, detail);
}
