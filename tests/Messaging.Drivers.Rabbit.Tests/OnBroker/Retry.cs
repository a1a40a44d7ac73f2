using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>What an operator puts right takes effect with the driver's next try, which comes by itself and tells nobody.</summary>
internal static class Retry
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Does something again until the broker, or the driver, no longer refuses it.</summary>
    public static async Task UntilItWorksAsync(Func<Task> act)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (MessagingException e) when (e is DeliveryException or CallTimeoutException
                && TimeProvider.System.GetElapsedTime(start) < WaitLimit.Default)
            {
                // The broker is another process, and the driver looks when it is asked: there is nothing to wait for but another try.
                await Task.Delay(Pause, TestContext.Current.CancellationToken);
            }
        }
    }
}
