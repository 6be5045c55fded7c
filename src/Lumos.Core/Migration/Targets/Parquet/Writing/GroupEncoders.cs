namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>Encoders that several queues share, and the room for groups that are on their way: what is encoded at a time, and what waits to be written, does not grow with the queues.</summary>
/// <param name="threads">Groups that are encoded at a time.</param>
internal sealed class GroupEncoders(int threads) : IDisposable
{
    private readonly Stack<GroupEncoder> _spare = new();
    private readonly SemaphoreSlim _room = new(threads + 1);

    /// <summary>Room for one more group; whoever takes it gives it back with <see cref="Leave"/>.</summary>
    public bool TryEnter() => _room.Wait(0);

    /// <summary>Waits for room.</summary>
    public Task EnterAsync() => _room.WaitAsync();

    /// <summary>Gives room back.</summary>
    public void Leave() => _room.Release();

    /// <summary>Borrows an encoder.</summary>
    public GroupEncoder Rent()
    {
        lock (_spare) return _spare.TryPop(out var spare) ? spare : new GroupEncoder();
    }

    /// <summary>Takes it back.</summary>
    public void Return(GroupEncoder encoder)
    {
        lock (_spare) _spare.Push(encoder);
    }

    public void Dispose()
    {
        foreach (var encoder in _spare) encoder.Dispose();
        _spare.Clear();
        _room.Dispose();
    }
}
