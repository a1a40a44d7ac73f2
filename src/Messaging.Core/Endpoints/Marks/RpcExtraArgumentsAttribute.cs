namespace Messaging;

/// <summary>
/// Makes a parameter take every argument that no other parameter names, as <c>**kwargs</c> does in Python. Its type is
/// <c>IReadOnlyDictionary&lt;string, RpcValue&gt;</c>. Without one, an argument that the method does not know is refused.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RpcExtraArgumentsAttribute : Attribute;
