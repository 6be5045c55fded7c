using System.Globalization;
using System.Runtime.CompilerServices;
using Lumos.Abstractions;
using Lumos.Dsl.Columnar;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Columnar;

public sealed class ColumnarStreamTests
{
    private readonly ColumnarPlan _plan = ColumnarPlan.Compile(DslText.Compile("x = a | type_cast(int64)", TestBatches.Source).OrThrow(), new ColumnarOptions { MaxThreads = 3 });
    private readonly List<Owner> _owners = [];
    private int _read;

    [Fact]
    public async Task ExecuteAsync_ManyBatches_GivesThemInOrderAndDisposesTheSource()
    {
        var expected = 0L;
        await foreach (var result in _plan.ExecuteAsync(Batches(40)))
        {
            using (result)
            {
                Assert.Equal(expected * 10, result.Origin.FirstRow);
                Assert.Equal(expected++, result.Columns[0].GetValues<long>()[0]);
            }

            Assert.True(_read <= expected + 4, "It reads further ahead than it says.");
        }

        Assert.Equal(40, expected);
        Assert.All(_owners, owner => Assert.Equal(1, owner.Disposed));
    }

    [Fact]
    public async Task ExecuteAsync_ConsumerStops_DisposesWhatWasRead()
    {
        await foreach (var result in _plan.ExecuteAsync(Batches(40)))
        {
            result.Dispose();
            break;
        }

        Assert.True(_owners.Count < 40);
        Assert.All(_owners, owner => Assert.Equal(1, owner.Disposed));
    }

    [Fact]
    public async Task ExecuteAsync_Cancelled_StopsAndDisposes()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var result in _plan.ExecuteAsync(Batches(1000), stop.Token))
            {
                result.Dispose();
                await stop.CancelAsync();
            }
        });

        Assert.True(_owners.Count < 1000);
        Assert.All(_owners, owner => Assert.Equal(1, owner.Disposed));
    }

    [Fact]
    public async Task ExecuteAsync_SourceFails_PassesItsErrorOn()
    {
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var result in _plan.ExecuteAsync(Batches(5, fails: true))) result.Dispose();
        });

        Assert.All(_owners, owner => Assert.Equal(1, owner.Disposed));
    }

    private async IAsyncEnumerable<ColumnBatch> Batches(int count, bool fails = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            var owner = new Owner();
            _owners.Add(owner);
            _read++;
            yield return TestBatches.Of([i.ToString(CultureInfo.InvariantCulture)], [null], i * 10L, owner);
        }

        if (fails) throw new IOException("The source broke.");
    }
}
