using Messaging;

namespace DotnetPeer.Endpoints;

/// <summary>The exceptions that the method <c>fail</c> raises, by the names of Python's.</summary>
internal static class Failures
{
    public static Exception Create(string kind, string message) => kind switch
    {
        "ValueError" => new ArgumentException(message),
        "KeyError" => new KeyNotFoundException(message),
        "RuntimeError" => new InvalidOperationException(message),
        "ZeroDivisionError" => new DivideByZeroException(message),
        "PeerError" => new PeerException(message, new InvalidOperationException("the cause of " + message)),
        "NoSectionError" => new NamedException(message),
        "InvalidOperation" => new RemoteException("InvalidOperation", "decimal", message, RpcValue.Parse($"[{Output.Text(message)}]")),
        "CalledProcessError" => new RemoteException("CalledProcessError", "subprocess", message),
        "MessagingTimeout" => new RemoteException("MessagingTimeout", "oslo_messaging.exceptions", message),
        "OddArgs" => new ArgumentException(message),
        "NoArgs" => new ArgumentException(""),
        "NotImplementedError" => new NotImplementedException(message),
        "TimeoutError" => new TimeoutException(message),
        _ => new KeyNotFoundException(kind),
    };

    public static void Name(RemoteExceptionMap map) => map
        .Name<NamedException>("NoSectionError", "configparser")
        .Name<PeerException>(error => new RemoteException(
            "PeerError", "oslo_server", error.Message, keywordArguments: RpcValue.Parse("""{"code": 42, "detail": ["a", null]}""")));

    /// <summary>Allows what of a Python module (or a namespace) can be rebuilt here.</summary>
    public static void Allow(RemoteExceptionMap map, string module)
    {
        switch (module)
        {
            case "builtins":
                map.AllowPythonBuiltins();
                break;
            case "configparser":
                map.Allow("NoSectionError", module, failure => new NamedException(failure.RemoteMessage, failure));
                break;
            case "oslo_server":
                map.Allow("PeerError", module, failure => new PeerException(failure.RemoteMessage, failure));
                break;
            case "DotnetPeer.Endpoints":
                map.Allow<PeerException>();
                break;
        }
    }
}
