namespace Messaging.Drivers.Thrift.Types;

/// <summary>A field of a struct, or an argument of a method.</summary>
/// <param name="Id">Its id on the wire.</param>
/// <param name="IdlName">Its name in the file.</param>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Type">Its type.</param>
/// <param name="Presence">Whether it must be present.</param>
internal sealed record ThriftField(short Id, string IdlName, string Name, ThriftType Type, Presence Presence)
{
    /// <summary>The default; missing when the file has none.</summary>
    public RpcValue DefaultValue { get; set; }

    public bool HasDefault => !DefaultValue.IsMissing;
}
