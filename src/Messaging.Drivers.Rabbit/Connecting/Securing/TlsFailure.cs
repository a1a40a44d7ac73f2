using System.Security.Authentication;

namespace Messaging.Drivers.Rabbit.Connecting.Securing;

/// <summary>TLS with a host failed, for a known reason.</summary>
internal sealed class TlsFailure(string message, Exception inner) : AuthenticationException(message, inner);
