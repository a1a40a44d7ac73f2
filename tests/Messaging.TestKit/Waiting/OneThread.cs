using System.Collections.Concurrent;

namespace Messaging.TestKit;

/// <summary>
/// One thread that runs one piece of work, as the thread of a user interface or of an old web request does: what is posted to its context,
/// or queued to its scheduler, waits until the work has ended. So work that blocks until something ends that needs the context blocks for ever.
/// </summary>
public sealed class OneThread : TaskScheduler
{
    private readonly ConcurrentQueue<string> _left = new();

    private OneThread()
    {
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs work on a thread with a synchronisation context.</summary>
    /// <param name="work">The work.</param>
    /// <returns>What was posted to the context meanwhile, each with the stack of who did it; the error of the work.</returns>
    public static Task<IReadOnlyCollection<string>> RunInContextAsync(Action work)
    {
        var thread = new OneThread();
        return thread.RunAsync(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new Context(thread));
            work();
        });
    }

    /// <summary>Runs work on a thread as a task of a scheduler.</summary>
    /// <param name="work">The work.</param>
    /// <returns>What was queued to the scheduler meanwhile, each with the stack of who did it; the error of the work.</returns>
    public static Task<IReadOnlyCollection<string>> RunInSchedulerAsync(Action work)
    {
        var thread = new OneThread();
        return thread.RunAsync(() =>
        {
            var task = new Task(work);
            task.RunSynchronously(thread);
            task.GetAwaiter().GetResult();
        });
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => _left.Enqueue(Environment.StackTrace);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => !taskWasPreviouslyQueued && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private Task<IReadOnlyCollection<string>> RunAsync(Action run)
    {
        var done = new TaskCompletionSource<IReadOnlyCollection<string>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                run();
                done.SetResult(_left);
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }) { IsBackground = true, Name = "One thread" };
        thread.Start();
        return done.Task;
    }

    private sealed class Context(OneThread thread) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => thread._left.Enqueue(Environment.StackTrace);

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("The thread is busy.");

        public override SynchronizationContext CreateCopy() => this;
    }
}
