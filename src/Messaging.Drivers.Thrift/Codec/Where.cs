using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Codec;

/// <summary>The place of a value in a message, for error messages: the text is built only when there is an error.</summary>
/// <param name="Owner">The struct, or the arguments of the method.</param>
/// <param name="Field">The field; null for the result of the method.</param>
internal readonly record struct Where(StructType Owner, ThriftField? Field)
{
    public override string ToString() => Field is null ? $"the result of '{Owner.Name}'"
        : Owner.Kind == StructKind.Arguments ? $"the argument '{Field.Name}' of '{Owner.Name}'"
        : $"the field '{Field.Name}' of {Owner.Name}";
}
