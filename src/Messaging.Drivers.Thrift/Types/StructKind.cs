namespace Messaging.Drivers.Thrift.Types;

/// <summary>What a struct is.</summary>
internal enum StructKind
{
    /// <summary>Any of its fields.</summary>
    Struct,

    /// <summary>Exactly one of its fields.</summary>
    Union,

    /// <summary>A struct that methods may throw.</summary>
    Exception,

    /// <summary>What a method takes.</summary>
    Arguments,
}
