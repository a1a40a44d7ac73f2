namespace Messaging;

/// <summary>
/// Declares an exception of a contract's member, or of all members of the interface that it is applied to: callers of the member get the
/// exception itself, with its properties. Any other failure remains a <see cref="RemoteException"/>.
/// </summary>
/// <remarks>
/// An exception that derives from a declared one arrives as the declared one. It is created with the constructor that takes the most of
/// these: <c>message</c>, the <see cref="RemoteException"/> as inner exception, and values with the names and types of its properties.
/// Settable properties are set afterwards. The properties are sent in snake_case; for a Python class, as keyword arguments. For the server
/// it is an expected exception (<see cref="RpcMethodAttribute.ExpectedExceptions"/>).
/// </remarks>
/// <typeparam name="TException">The exception.</typeparam>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface, AllowMultiple = true)]
public sealed class RpcThrowsAttribute<TException> : Attribute
    where TException : Exception
{
    /// <summary>The name of its Python class on the wire: the class that a Python server raises and that Python callers catch.</summary>
    /// <value>Null: the exception's own name, when <see cref="Module"/> is set. Without both it is sent like an exception that is not
    /// declared.</value>
    public string? Class { get; set; }

    /// <summary>The module of the Python class. Python callers must allow it (<c>allowed_remote_exmods</c>), unless it is
    /// <c>builtins</c>.</summary>
    /// <value>Null: the exception's namespace, when <see cref="Class"/> is set.</value>
    public string? Module { get; set; }

    /// <summary>The number of the exception among those of a member whose arguments are numbered (<see cref="RpcFieldAttribute"/>), from
    /// 1.</summary>
    /// <value>0: none.</value>
    public int Field { get; set; }
}
