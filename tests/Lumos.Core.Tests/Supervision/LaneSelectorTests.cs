using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Supervision;

public class LaneSelectorTests
{
    private const long Large = LaneSelector.BatchBytes;
    private const long Middle = LaneSelector.InteractiveBytes + 1;

    [Theory]
    [InlineData(null, 10, false, true, Lane.Interactive)]
    [InlineData(null, 10, false, false, Lane.Flex)]
    [InlineData(null, Middle, false, true, Lane.Batch)]
    [InlineData(null, Middle, true, true, Lane.Flex)]
    [InlineData(null, Large, true, true, Lane.Flex)]
    [InlineData(Lane.Batch, 10, false, true, Lane.Batch)]
    [InlineData(Lane.Interactive, Middle, false, false, Lane.Interactive)]
    [InlineData(Lane.Interactive, Large, false, true, Lane.Batch)]
    [InlineData(Lane.Flex, Large, false, true, Lane.Batch)]
    public void Choose_Facts_GiveTheLane(Lane? hint, long bytes, bool planOnly, bool waits, Lane expected)
    {
        var facts = new LaneFacts(hint, bytes, planOnly, waits);
        Assert.Equal(expected, LaneSelector.Choose(facts).Lane);
        Assert.Equal(LaneSelector.Choose(facts), LaneSelector.Choose(facts with { }));
    }

    [Fact]
    public void Choose_BusyOrUnhealthy_IsNotInteractive()
    {
        var facts = new LaneFacts(Lane.Interactive, 10, PlanOnly: false, SomeoneWaits: true);
        Assert.Equal(Lane.Flex, LaneSelector.Choose(facts with { QueueDepth = 1 }).Lane);
        Assert.Equal(Lane.Flex, LaneSelector.Choose(facts with { ProvidersHealthy = false }).Lane);
        Assert.Contains("overridden", LaneSelector.Choose(facts with { QueueDepth = 1 }).Reason);
    }
}
