namespace Messaging;

/// <summary>
/// Declares an exception of a contract's member, or of all members of the interface that it stands at: callers of the member get the exception itself, with its
/// properties. Every other failure stays a <see cref="RemoteException"/>.
/// </summary>
/// <remarks>
/// An exception that derives from a declared one arrives as the declared one. It is made by the constructor that takes most of: <c>message</c>, the
/// <see cref="RemoteException"/> as inner exception, and values of the names and types of its properties. Properties that can be set follow. The properties travel in
/// snake_case, of a class of Python's as keyword arguments. For the server it is an expected exception (<see cref="RpcMethodAttribute.ExpectedExceptions"/>).
/// </remarks>
/// <typeparam name="TException">The exception.</typeparam>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface, AllowMultiple = true)]
public sealed class RpcThrowsAttribute<TException> : Attribute
    where TException : Exception
{
    /// <summary>The name of the Python class that it is on the wire: what a Python server raises, and what Python's callers catch.</summary>
    /// <value>Null: the exception's own name, when <see cref="Module"/> is set. Without both it travels as an exception that is not declared.</value>
    public string? Class { get; set; }

    /// <summary>The module of the Python class. Python's callers have to allow it (<c>allowed_remote_exmods</c>), unless it is <c>builtins</c>.</summary>
    /// <value>Null: the exception's namespace, when <see cref="Class"/> is set.</value>
    public string? Module { get; set; }

    /// <summary>The number of the exception among those of a member whose arguments are numbered (<see cref="RpcFieldAttribute"/>), from 1.</summary>
    /// <value>0: none.</value>
    public int Field { get; set; }
}
