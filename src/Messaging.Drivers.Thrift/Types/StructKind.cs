namespace Messaging.Drivers.Thrift.Types;

/// <summary>The kinds of structs.</summary>
internal enum StructKind
{
    /// <summary>A struct: any of its fields may be set.</summary>
    Struct,

    /// <summary>A union: exactly one of its fields is set.</summary>
    Union,

    /// <summary>An exception: a struct that methods may throw.</summary>
    Exception,

    /// <summary>The arguments of a method.</summary>
    Arguments,
}
