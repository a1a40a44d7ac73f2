using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Codec;

/// <summary>The place of a value in a message, for errors; put into words only when there is one.</summary>
/// <param name="Owner">The struct, or the arguments of a method.</param>
/// <param name="Field">Its field; null for the result of the method.</param>
internal readonly record struct Where(StructType Owner, ThriftField? Field)
{
    public override string ToString() => Field is null ? $"the result of '{Owner.Name}'"
        : Owner.Kind == StructKind.Arguments ? $"the argument '{Field.Name}' of '{Owner.Name}'"
        : $"the field '{Field.Name}' of {Owner.Name}";
}
