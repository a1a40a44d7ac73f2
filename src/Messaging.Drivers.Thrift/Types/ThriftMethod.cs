namespace Messaging.Drivers.Thrift.Types;

/// <summary>A method of a service.</summary>
/// <param name="IdlName">Its name in the file and on the wire.</param>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Result">Its result type; null for void.</param>
/// <param name="Throws">The exceptions that it declares; their types are <see cref="StructType"/>.</param>
/// <param name="IsOneway">Whether it has no answer.</param>
internal sealed record ThriftMethod(
    string IdlName, string Name, StructType Arguments, ThriftType? Result, IReadOnlyList<ThriftField> Throws, bool IsOneway)
{
    /// <summary>Finds the declared exception with a name, or null.</summary>
    public ThriftField? FindThrown(string? typeName)
    {
        foreach (var thrown in Throws)
        {
            if (thrown.Type.Name == typeName)
            {
                return thrown;
            }
        }

        return null;
    }

    /// <summary>Finds the declared exception with an id, or null.</summary>
    public ThriftField? FindThrown(short id)
    {
        foreach (var thrown in Throws)
        {
            if (thrown.Id == id)
            {
                return thrown;
            }
        }

        return null;
    }
}
