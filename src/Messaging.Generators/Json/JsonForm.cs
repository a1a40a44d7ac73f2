using Messaging.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Json;

/// <summary>Checks which types have a form in JSON.</summary>
internal static class JsonForm
{
    /// <summary>The reason why a type cannot be sent: itself, or something that it holds; null when it can.</summary>
    public static UnfitType? FindUnfit(ITypeSymbol type)
    {
        foreach (var part in TypeWalk.Of(type))
        {
            if (Unfit(part) is { } unfit)
            {
                return unfit;
            }
        }

        return null;
    }

    private static UnfitType? Unfit(ITypeSymbol type)
    {
        if (ReturnTypes.IsStream(type))
        {
            return new UnfitType(UnfitKind.Stream, "a stream of values", "use a list");
        }

        if (ReturnTypes.IsProgress(type))
        {
            return new UnfitType(UnfitKind.Progress, "an IProgress<T>", "leave it out");
        }

        return type switch
        {
            { TypeKind: TypeKind.Delegate } => Without("a delegate", "code does not travel"),
            { TypeKind: TypeKind.Dynamic } => Without("dynamic", "use RpcValue, which is any JSON"),
            IPointerTypeSymbol or IFunctionPointerTypeSymbol => Without("a pointer", "pass a value"),
            { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => Without("a native integer", "use long"),
            { IsRefLikeType: true } => Without("a ref struct", "use an array"),
            INamedTypeSymbol named => OfName(named),
            _ => null,
        };
    }

    private static UnfitType? OfName(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            switch (TypeNames.Metadata(level))
            {
                case "System.Type" or "System.Reflection.MemberInfo":
                    return Without("a Type", "pass its name");
                case "System.IO.Stream":
                    return Without("a Stream", "pass a byte[]");
                case "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask<TResult>":
                    return Without("a task", "pass its result");
                case "System.Threading.CancellationToken":
                    return Without("a CancellationToken", "make it a parameter of its own");
            }
        }

        return null;
    }

    private static UnfitType Without(string what, string instead) => new(UnfitKind.NoJson, what, instead);
}
