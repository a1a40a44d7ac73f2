namespace Messaging;

/// <summary>
/// Numbers an argument of a contract's member, or a property of what travels with it. A contract whose arguments are numbered can also be called and served over
/// Thrift, where fields are known by their numbers.
/// </summary>
/// <remarks>
/// A parameter of a record or of a constructor may be marked in place of its property; of an exception's constructor also the <c>message</c>. A number is never
/// given to another field later: peers may still send the old one.
/// </remarks>
/// <param name="number">The number, from 1 to 32,767. Each field of a method or a type has one of its own.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class RpcFieldAttribute(int number) : Attribute
{
    /// <summary>The number.</summary>
    public int Number { get; } = number;
}
