namespace Messaging.Drivers.Rabbit.Tests.Support;

/// <summary>A certificate and its key as PEM files.</summary>
public sealed record IssuedCertificate(string File, string KeyFile);
