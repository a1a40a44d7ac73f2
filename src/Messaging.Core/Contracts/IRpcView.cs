namespace Messaging;

/// <summary>A client of a contract that can create variants of itself: <c>calc.With(...)</c> uses it. The generated clients implement
/// it.</summary>
/// <remarks>Implement it in a test double, or in a wrapper around a client, when its users call <c>With</c>.</remarks>
/// <typeparam name="T">The contract.</typeparam>
public interface IRpcView<out T>
    where T : class
{
    /// <summary>A client like this one with some parts changed.</summary>
    /// <param name="changes">What changes.</param>
    /// <returns>The other client.</returns>
    /// <exception cref="InvalidTargetException">The server's name is not valid.</exception>
    /// <exception cref="ArgumentException">A timeout is out of range.</exception>
    T Change(RpcViewChanges changes);
}
