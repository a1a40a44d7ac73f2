namespace Messaging.Drivers.Thrift.Types;

/// <summary>The kinds of structs.</summary>
internal enum StructKind
{
    /// <summary>Any of its fields.</summary>
    Struct,

    /// <summary>Exactly one of its fields.</summary>
    Union,

    /// <summary>A struct that methods may throw.</summary>
    Exception,

    /// <summary>The arguments of a method.</summary>
    Arguments,
}
