using Lumos.Core.Mapping;
using Lumos.Core.Mapping.Matching;

namespace Lumos.Core.Tests.Mapping;

/// <summary>What other pairs say about one, and what must not be made of there being none.</summary>
public sealed class PairContextTests
{
    [Fact]
    public void Judge_NoRival_IsMoreThanItselfAndARivalAsGoodIsLess()
    {
        double[,] alone = { { 0.2, 0.001 }, { 0.001, 0.001 } };
        double[,] rivals = { { 0.2, 0.19 }, { 0.001, 0.001 } };

        PairContext.Judge(alone, new PairFeatures[2, 2]);
        PairContext.Judge(rivals, new PairFeatures[2, 2]);

        Assert.InRange(alone[0, 0], 0.6, 0.95);
        Assert.InRange(rivals[0, 0], 0.1, 0.59);
        Assert.True(rivals[0, 0] > rivals[0, 1]);
    }

    [Fact]
    public void Assign_WhatAnotherColumnNeedsMore_ComesBehindWhatIsLeft()
    {
        double[,] ranks = { { 0.9, 0.3 }, { 0.6, 0.25 } };

        PairContext.Assign(ranks);

        Assert.True(ranks[0, 0] > ranks[0, 1]);
        Assert.True(ranks[1, 1] > ranks[1, 0]);
    }

    [Fact]
    public void Judge_BothHardlyAlike_StayUnmapped()
    {
        double[,] scores = { { 0.02 } };

        PairContext.Judge(scores, new PairFeatures[1, 1]);

        Assert.InRange(scores[0, 0], 0, TablePlanner.LeastScore);
    }

    [Fact]
    public void Judge_OnlyMeaningOnBothSides_SpeaksForThePair()
    {
        PairFeatures[,] features = { { default(PairFeatures) with { Domain = 1 }, default }, { default, default } };
        double[,] plain = { { 0.1, 0.01 }, { 0.01, 0.01 } }, told = { { 0.1, 0.01 }, { 0.01, 0.01 } };

        PairContext.Judge(plain, new PairFeatures[2, 2]);
        PairContext.Judge(told, features);

        Assert.True(told[0, 0] > plain[0, 0]);
    }

    [Fact]
    public void Judge_ColumnsThatDiffer_GetNothingForBeingAlone()
    {
        PairFeatures[,] features = { { default(PairFeatures) with { Differs = true } } };
        double[,] scores = { { 0.3 } };

        PairContext.Judge(scores, features);

        Assert.InRange(scores[0, 0], 0, 0.4);
    }

    [Theory]
    [InlineData("member_no", "member_name", true)]
    [InlineData("book_code", "book_title", true)]
    [InlineData("order_date", "order_amount", true)]
    [InlineData("order_no", "order_id", false)]
    [InlineData("customer", "customer_name", false)]
    [InlineData("Nome do cliente", "customer_code", true)]
    public void Differ_NamesThatSayWhatTheyAre_AreHeldAgainstEachOther(string source, string target, bool differ) =>
        Assert.Equal(differ, NameRoles.Differ(NameReading.Of(source), NameReading.Of(target)));

    [Theory]
    [InlineData("is_deleted", "is_active", true)]
    [InlineData("closed", "open", true)]
    [InlineData("unpaid", "is_paid", true)]
    [InlineData("not_deleted", "is_active", false)]
    [InlineData("is_active", "enabled", false)]
    [InlineData("deleted", "deleted", false)]
    public void AreOpposite_QuestionsAndTheirDenial_AreToldApart(string source, string target, bool opposite) =>
        Assert.Equal(opposite, OppositeNames.AreOpposite(NameReading.Of(source).Words, NameReading.Of(target).Words));
}
