using System.Runtime.ExceptionServices;

namespace Lumos.Dsl.Columnar.Batches;

/// <summary>
/// Items of work that any thread may take. The caller takes part and waits only for items another thread is in the middle of, so a busy
/// thread pool costs speed and never the result.
/// </summary>
internal sealed class SharedWork : IThreadPoolWorkItem
{
    private readonly ManualResetEventSlim _finished = new();
    private readonly Action<int> _work;
    private readonly int _items;
    private int _next = -1;
    private int _done;
    private Exception? _failure;

    private SharedWork(int items, Action<int> work) => (_items, _work) = (items, work);

    /// <summary>Runs every item once, on up to so many threads; the first exception is thrown when all threads have let go.</summary>
    public static void Run(int items, int threads, Action<int> work)
    {
        if (items <= 1 || threads <= 1)
        {
            for (var i = 0; i < items; i++) work(i);
            return;
        }

        var shared = new SharedWork(items, work);
        for (var i = 1; i < Math.Min(threads, items); i++) ThreadPool.UnsafeQueueUserWorkItem(shared, preferLocal: false);
        shared.TakeItems();
        shared._finished.Wait();
        if (shared._failure is not null) ExceptionDispatchInfo.Throw(shared._failure);
    }

    void IThreadPoolWorkItem.Execute() => TakeItems();

    private void TakeItems()
    {
        while (true)
        {
            var item = Interlocked.Increment(ref _next);
            if (item >= _items) return;
            try
            {
                if (Volatile.Read(ref _failure) is null) _work(item);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _failure, exception, null);
            }

            if (Interlocked.Increment(ref _done) == _items) _finished.Set();
        }
    }
}
