namespace Messaging;

/// <summary>
/// Numbers an argument of a contract's member, or a property of a type that it uses. A contract whose arguments are numbered can also be
/// called and served over Thrift, where fields are identified by number.
/// </summary>
/// <remarks>
/// A parameter of a record or of a constructor may be marked instead of its property; in an exception's constructor, the <c>message</c>
/// too. Never reuse a number for another field: peers may still send the old one.
/// </remarks>
/// <param name="number">The number, from 1 to 32,767. Unique within a method or a type.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class RpcFieldAttribute(int number) : Attribute
{
    /// <summary>The number.</summary>
    public int Number { get; } = number;
}
