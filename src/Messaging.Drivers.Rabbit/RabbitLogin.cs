namespace Messaging.Drivers.Rabbit;

/// <summary>How a connection authenticates.</summary>
public enum RabbitLogin
{
    /// <summary>By the user and the password of the URL: <c>PLAIN</c>, or <c>AMQPLAIN</c>, which is the same in another form.</summary>
    Password,

    /// <summary>
    /// By the certificate in <see cref="RabbitTlsOptions.CertFile"/>: <c>EXTERNAL</c>. The broker needs its plugin
    /// <c>rabbitmq_auth_mechanism_ssl</c>, and a user with the certificate's name.
    /// </summary>
    Certificate,
}
