using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Vocabulary;

/// <summary>What most names of one source are called first.</summary>
public sealed class SharedPrefixTests
{
    [Theory]
    [InlineData("wp_posts", "posts", "wp_posts,wp_users,wp_terms,settings")]
    [InlineData("tblOrders", "Orders", "tblOrders,tblCustomers,tblOrderLines")]
    [InlineData("WP_POSTS", "POSTS", "wp_users,WP_POSTS,wp_terms")]
    [InlineData("settings", "settings", "wp_posts,wp_users,wp_terms,settings")]
    [InlineData("orders", "orders", "orders,order_lines,order_notes")]
    [InlineData("wp_posts", "wp_posts", "wp_posts,wp_users")]
    [InlineData("sales_2024", "sales_2024", "sales_2024,sales_2025,sales_2026")]
    [InlineData("a_b", "a_b", "a_b,c_d,e_f,g_h")]
    public void Strip_Names_LosesWhatMostShare(string name, string left, string names) => Assert.Equal(left, SharedPrefix.Of(names.Split(',')).Strip(name));
}
