namespace Messaging;

/// <summary>
/// Makes a parameter take every argument that matches no other parameter, as <c>**kwargs</c> does in Python. Its type is
/// <c>IReadOnlyDictionary&lt;string, RpcValue&gt;</c>. Without such a parameter, an unknown argument is refused.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RpcExtraArgumentsAttribute : Attribute;
