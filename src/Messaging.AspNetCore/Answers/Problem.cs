namespace Messaging.AspNetCore.Answers;

/// <summary>Why a request has no result.</summary>
/// <param name="Kind">The kind of problem.</param>
/// <param name="Detail">The details of this occurrence, for the caller: nothing about brokers and hosts.</param>
/// <param name="Failure">The failure that the method's server reported, or null.</param>
/// <param name="Limit">The largest accepted size in bytes, if that is the problem; or null.</param>
internal sealed record Problem(ProblemKind Kind, string Detail, RemoteException? Failure = null, long? Limit = null)
{
    /// <summary>Translates an error of a call for the caller.</summary>
    public static Problem Of(Exception error, string topic, string method) => error switch
    {
        InvalidArgumentsException => new(ProblemKind.InvalidArguments, error.Message),
        MethodNotFoundException => new(ProblemKind.MethodNotFound, error.Message),
        UnsupportedVersionException => new(ProblemKind.UnsupportedVersion, error.Message),
        NotAuthorizedException => new(ProblemKind.NotAuthorized, error.Message),
        ServerOverloadedException => new(
            ProblemKind.Overloaded, $"The servers of '{topic}' have as many calls waiting as they accept. '{method}' has not run."),
        CallTimeoutException timeout => new(ProblemKind.Timeout, FormattableString.Invariant(
            $"'{method}' of '{topic}' gave no reply within {timeout.Timeout.TotalSeconds:0.###} s. It may still be running.")),
        NoServerException => new(ProblemKind.NoServer, $"Nobody serves '{topic}' now. '{method}' has not run."),
        ConnectionFailedException => new(
            ProblemKind.Unavailable, $"The gateway cannot reach the servers of '{topic}' now. '{method}' has not run."),
        ConnectionLostException or ObjectDisposedException => new(
            ProblemKind.ConnectionLost, $"The gateway lost the connection while '{method}' of '{topic}' was in flight. It may have run."),
        MessageTooLargeException { IsReply: true } => new(
            ProblemKind.ReplyTooLarge, $"The result of '{method}' is too large. The method has run."),
        MessageTooLargeException tooLarge => new(
            ProblemKind.TooLarge,
            FormattableString.Invariant($"The message to '{topic}' is larger than the {tooLarge.Limit} bytes that are accepted. ")
                + $"'{method}' has not run.",
            Limit: tooLarge.Limit),

        // A message that was not confirmed may still have arrived.
        DeliveryException { IsTransient: true } => new(
            ProblemKind.ConnectionLost, $"The broker did not confirm the request of '{method}' of '{topic}'. It may have run."),
        DeliveryException => new(ProblemKind.Refused, $"The request of '{method}' was not accepted for the topic '{topic}'."),
        SerializationException => new(ProblemKind.BadReply, $"The reply of '{method}' cannot be read."),
        RemoteException failure => new(ProblemKind.RemoteFailure, failure.RemoteMessage, failure),
        _ => Rebuilt(error),
    };

    /// <summary>The server's failure behind an exception that <see cref="TransportOptions.RemoteExceptions"/> created.</summary>
    private static Problem Rebuilt(Exception error) => Of(
        error.InnerException as RemoteException
            ?? new RemoteException(error.GetType().Name, error.GetType().Namespace ?? "", error.Message),
        "", "");
}
