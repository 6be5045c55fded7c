using Lumos.Abstractions;
using Lumos.Core.Mapping;

namespace Lumos.Core.Tests.Mapping;

public sealed class SmallSampleTests
{
    [Theory]
    [InlineData(5, 1, true)]
    [InlineData(5, 2, false)]
    [InlineData(1, 1, false)]
    [InlineData(2, 1, true)]
    [InlineData(10, 2, true)]
    [InlineData(10, 3, false)]
    [InlineData(20, 3, true)]
    [InlineData(50, 8, false)]
    [InlineData(100, 6, false)]
    public void MayBeChance_FewRows_AreJudgedByWhatChanceMakesOfThem(long rows, long failed, bool expected) =>
        Assert.Equal(expected, SmallSample.MayBeChance(new MappingProof { Rows = rows, Succeeded = rows - failed, Failures = new Dictionary<string, long>(), Examples = [] }, new ThresholdProfile()));
}
