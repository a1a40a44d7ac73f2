using System.Diagnostics.CodeAnalysis;

#pragma warning disable RPC0025 // Those that cannot be served are here for that.

namespace Messaging.Core.Tests.Dispatching;

/// <summary>Endpoints that can be served and that cannot.</summary>
[SuppressMessage("Design", "CA1034", Justification = "A collection of specimens.")]
internal static class Endpoints
{
    /// <summary>A class whose bases have methods that nobody meant to be called from elsewhere.</summary>
    [SuppressMessage("Design", "CA1032", Justification = "A specimen.")]
    [SuppressMessage("Naming", "CA1710", Justification = "A specimen.")]
    [RpcEndpoint]
    public sealed class OfFramework : Exception, IComparer<int>
    {
        public int Work() => 1;

        public int Compare(int x, int y) => x - y;
    }

    [RpcEndpoint]
    public sealed class OfFrameworkMarked : IComparer<int>
    {
        [RpcMethod]
        public int Compare(int x, int y) => x - y;
    }

    [RpcEndpoint]
    public sealed class MaybeToken
    {
        public int Work(CancellationToken? cancellationToken = null) => cancellationToken is null ? 0 : 1;
    }

    public class Base
    {
        public int Inherited() => 1;

        protected int Protected() => 2;
    }

    [RpcEndpoint]
    public sealed class Derived : Base, IDisposable, IAsyncDisposable
    {
        public static int Shared => 3;

        public event EventHandler? Changed;

        public int Property { get; set; }

        public int this[int index] => index;

        public static int Static() => 4;

        public Task<int> BuildReportAsync() => Task.FromResult(5);

        public int HTTPGet() => 6;

        public int Sum2(int a, int b) => a + b;

        public void Poke() => Changed?.Invoke(this, EventArgs.Empty);

        public int _hidden() => 7;

        public override string ToString() => "derived";

        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        public override int GetHashCode() => 8;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        internal int Internal() => Private();

        private int Private() => Protected();
    }

    [RpcEndpoint(Exposure = RpcExposure.MarkedMethods)]
    public sealed class Marked
    {
        [RpcMethod("given.name")]
        public int Named() => 1;

        [RpcMethod]
        public Task MarkedAsync() => Task.CompletedTask;

        public int NotServed() => 2;
    }

    [RpcEndpoint]
    public sealed class Underscored
    {
        [RpcMethod("_hidden")]
        public int _Hidden() => 1;

        public int Plain() => 2;
    }

    [RpcEndpoint]
    public sealed record Recorded(int Start)
    {
        public int Add(int n) => Start + n;
    }

    [RpcEndpoint]
    public sealed class Parameters
    {
        public void Run(RpcContext context, int firstValue, [RpcArgument("as_it_is")] string other, CancellationToken cancellationToken,
            double? optional = null) =>
            _ = (context, firstValue, other, cancellationToken, optional);
    }

    [RpcEndpoint(Namespace = "ns", Version = "1.7", LegacyNamespaces = ["old"])]
    public sealed class Described
    {
        [RpcMethod(Acknowledge = AcknowledgeMode.WhenDone, ExpectedExceptions = [typeof(IOException)])]
        public int Run() => 1;
    }

    public interface IGuarded
    {
        [RpcAuthorize("face")]
        Task<int?> ReadAsync(int a, DayOfWeek day);
    }

    [RpcAuthorize]
    public class GuardedBase
    {
        [RpcAuthorize("own")]
        public virtual void Open(byte[] data, List<string?> names, dynamic anything)
        {
        }
    }

    [RpcEndpoint]
    public sealed class Guarded : GuardedBase, IGuarded
    {
        public override void Open(byte[] data, List<string?> names, dynamic anything) => base.Open(data, names, (object)anything);

        public Task<int?> ReadAsync(int a = -1, DayOfWeek day = DayOfWeek.Monday) => Task.FromResult<int?>(a + (int)day);

        public ValueTask WriteAsync((int A, string B) pair, [RpcExtraArguments] IReadOnlyDictionary<string, RpcValue> more) => ValueTask.CompletedTask;

        public ValueTask<IReadOnlyList<Guid>> ListAsync(Guid? id = null, string @class = "a\"b", decimal price = 1.5m) => new([id ?? default]);
    }

    [RpcEndpoint]
    public sealed class Overloads
    {
        public int Run(int a) => a;

        public int Run(string a) => a.Length;
    }

    [RpcEndpoint]
    public sealed class SameWireName
    {
        public void Run()
        {
        }

        public Task RunAsync() => Task.CompletedTask;
    }

    [RpcEndpoint]
    public sealed class ByReference
    {
        public void Swap(ref int a) => a++;
    }

    [RpcEndpoint]
    public sealed class ByOut
    {
        public void Give(out int a) => a = 1;
    }

    [RpcEndpoint]
    public sealed class ByIn
    {
        public int Take(in int a) => a;
    }

    [RpcEndpoint]
    public sealed class Generic
    {
        public T? Make<T>() => default;
    }

    [RpcEndpoint]
    public sealed class Spans
    {
        public int Count(ReadOnlySpan<int> values) => values.Length;
    }

    [RpcEndpoint]
    public sealed class ReturnsSpan
    {
        public ReadOnlySpan<byte> Bytes() => default;
    }

    [RpcEndpoint]
    public sealed class ReturnsReference
    {
        private int _place;

        public ref int Place() => ref _place;
    }

    [RpcEndpoint]
    public sealed class Streams
    {
        public async IAsyncEnumerable<int> Watch()
        {
            await Task.Yield();
            yield return 1;
        }
    }

    [RpcEndpoint]
    public sealed class LaterStreams
    {
        public Task<IAsyncEnumerable<int>> WatchAsync() => Task.FromResult(new Streams().Watch());
    }

    [RpcEndpoint]
    public sealed class TasksOfTasks
    {
        public async ValueTask<Task<int>> RunAsync()
        {
            await Task.Yield();
            return Task.FromResult(1);
        }
    }

    [RpcEndpoint]
    public sealed class Enumerators
    {
        public IEnumerator<int> Walk() => Enumerable.Range(0, 3).GetEnumerator();
    }

    [RpcEndpoint]
    public sealed class Delegates
    {
        public Func<int> Later() => () => 1;
    }

    [RpcEndpoint]
    public sealed class AsyncVoid
    {
        public async void Forget() => await Task.Yield();
    }

    [RpcEndpoint]
    public sealed class SameParameter
    {
        public int Twice(int someValue, [RpcArgument("some_value")] int other) => someValue + other;
    }

    [RpcEndpoint]
    public sealed class Empty;

    [RpcEndpoint(Exposure = RpcExposure.MarkedMethods)]
    public sealed class NothingMarked
    {
        public int Run() => 1;
    }

    [RpcEndpoint(Version = "1")]
    public sealed class BadVersion
    {
        public int Run() => 1;
    }
}
