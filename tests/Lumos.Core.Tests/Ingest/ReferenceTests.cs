using Lumos.Core.Ingest.Keys;

namespace Lumos.Core.Tests.Ingest;

/// <summary>References between tables: which way, to which table, and which inclusions are chance.</summary>
public sealed class ReferenceTests
{
    private readonly List<ForeignKeyFinder.Table> _tables = [];

    [Fact]
    public void Find_OneToOneTables_ReferToTheHomeOfTheIdentifier()
    {
        Add("film", ["film_id", "title"], 80, static i => [$"{i}", $"t{i}"]);
        Add("film_text", ["film_id", "body"], 80, static i => [$"{i}", $"words of {i}"]);

        Assert.Equal(["film_text.film_id -> film.film_id"], Found());
    }

    [Fact]
    public void Find_ExportsOfOneKindThatShareRows_DoNotReferToEachOther()
    {
        Add("sales_01", ["invoice_no", "date", "customer", "amount"], 40, static i => [$"INV-{i:D5}", "2026-01-01", $"c{i % 7}", $"{i * 3}.50"]);
        Add("sales_02", ["invoice_no", "date", "amount", "customer", "currency"], 60, static i => [$"INV-{i:D5}", "2026-01-01", $"{i * 3}.50", $"c{i % 7}", "EUR"]);

        Assert.Empty(Found());
    }

    [Fact]
    public void Find_TwoTablesWithTheIdentifier_PrefersItsHome()
    {
        Add("store", ["store_id", "city"], 4, static i => [$"{i}", $"c{i}"]);
        Add("staff", ["staff_id", "store_id"], 4, static i => [$"{i}", $"{i}"]);
        Add("inventory", ["inventory_id", "store_id"], 90, static i => [$"{i}", $"{(i % 4) + 1}"]);

        Assert.Contains("inventory.store_id -> store.store_id", Found());
        Assert.DoesNotContain(Found(), static found => found.EndsWith("staff.store_id", StringComparison.Ordinal));
    }

    [Fact]
    public void Find_AbbreviatedTablesAndRolesBehind_AreReferences()
    {
        Add("res_partner", ["id", "name"], 60, static i => [$"{i + 10}", $"n{i}"]);
        Add("product_template", ["id", "title"], 30, static i => [$"{i + 500}", $"t{i}"]);
        Add("product_product", ["id", "product_tmpl_id"], 50, static i => [$"{i + 900}", $"{500 + (i % 30)}"]);
        Add("sale_order", ["id", "partner_id", "partner_shipping_id", "partner_count"], 90, static i => [$"{i + 2000}", $"{10 + (i % 60)}", $"{10 + (i * 7 % 60)}", $"{10 + (i % 3)}"]);

        Assert.Equal(["product_product.product_tmpl_id -> product_template.id", "sale_order.partner_id -> res_partner.id", "sale_order.partner_shipping_id -> res_partner.id"], Found().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Find_SupervisorOfTheSameTable_IsAReference()
    {
        Add("employees", ["employee_id", "name", "reports_to"], 40, static i => [$"{i}", $"n{i}", i == 1 ? null : $"{(i / 3) + 1}"]);

        Assert.Equal(["employees.reports_to -> employees.employee_id"], Found());
    }

    [Fact]
    public void Find_AWordForTheOtherTable_IsEnoughWithFullCoverage()
    {
        Add("shippers", ["shipper_id", "company"], 3, static i => [$"{i}", $"c{i}"]);
        Add("orders", ["order_id", "ship_via", "quantity"], 120, static i => [$"{i + 500}", $"{(i % 3) + 1}", $"{(i % 3) + 1}"]);

        Assert.Equal(["orders.ship_via -> shippers.shipper_id"], Found());
    }

    [Fact]
    public void Find_SmallNumbersInASequence_AreChance()
    {
        Add("products", ["product_id", "label"], 200, static i => [$"{i}", $"p{i}"]);
        Add("readings", ["reading_no", "level", "rating"], 300, static i => [$"R{i}", $"{(i % 90) + 1}", $"{(i % 5) + 1}"]);

        Assert.Empty(Found());
    }

    [Fact]
    public void Find_SparseNumbersWithoutAName_AreNoChance()
    {
        Add("patients", ["patient_id", "born"], 60, static i => [$"{1000000 + (i * 7919)}", "2001"]);
        Add("visits", ["visit_no", "subject"], 200, static i => [$"V{i}", $"{1000000 + ((i % 60 == 0 ? 60 : i % 60) * 7919)}"]);

        Assert.Equal(["visits.subject -> patients.patient_id"], Found());
    }

    [Fact]
    public void Find_CopyBesideTheIdentifier_IsNoSecondReference()
    {
        Add("wards", ["ward_code", "ward_name"], 7, static i => [$"W{i}X", $"Ward{i}"]);
        Add("visits", ["visit_no", "ward_code", "ward_name"], 150, static i => [$"V{i}", $"W{(i % 7) + 1}X", $"Ward{(i % 7) + 1}"]);

        Assert.Equal(["visits.ward_code -> wards.ward_code"], Found());
    }

    [Fact]
    public void Find_ReferenceWithoutValues_FollowsItsName()
    {
        Add("language", ["language_id", "name"], 6, static i => [$"{i}", $"l{i}"]);
        Add("film", ["film_id", "original_language_id"], 50, static i => [$"{i}", null]);

        Assert.Equal(["film.original_language_id -> language.language_id"], Found());
    }

    [Fact]
    public void Find_TablesThatShareAPrefix_AreReadWithoutIt()
    {
        Add("wp_posts", ["id", "post_parent"], 60, static i => [$"{i}", i % 4 == 0 ? $"{i - 1}" : "0"]);
        Add("wp_terms", ["term_id", "slug"], 30, static i => [$"{i}", $"s{i}"]);
        Add("wp_comments", ["comment_id", "comment_post_id"], 200, static i => [$"{i}", $"{(i % 60) + 1}"]);

        Assert.Equal(["wp_comments.comment_post_id -> wp_posts.id", "wp_posts.post_parent -> wp_posts.id"], Found());
    }

    [Fact]
    public void Find_NumberThatNoRowHas_StandsForNoneAndIsNoOrphan()
    {
        Add("users", ["user_id", "login"], 40, static i => [$"{i}", $"l{i}"]);
        Add("notes", ["note_id", "user_id"], 90, static i => [$"{i}", i % 3 == 0 ? $"{(i % 40) + 1}" : "0"]);

        var reference = Assert.Single(ForeignKeyFinder.Find(_tables));
        Assert.Equal(("user_id", 0L, "0"), (reference.Column, reference.Orphans, reference.Nobody));
    }

    [Fact]
    public void Find_ARowHasTheNumber_ItIsAReferenceAsAnyOther()
    {
        Add("users", ["user_id", "login"], 40, static i => [$"{i - 1}", $"l{i}"]);
        Add("notes", ["note_id", "user_id"], 90, static i => [$"{i}", $"{i % 40}"]);

        Assert.Null(Assert.Single(ForeignKeyFinder.Find(_tables)).Nobody);
    }

    [Fact]
    public void Find_NumbersKeptAsDecimals_AreReferences()
    {
        // Unsigned 64-bit numbers do not fit the language's integers.
        Add("users", ["user_id", "login"], 40, static i => [$"{18446744073709551000 + (ulong)i}", $"l{i}"]);
        Add("notes", ["note_id", "user_id"], 90, static i => [$"{i}", $"{18446744073709551000 + (ulong)((i % 40) + 1)}"]);

        Assert.Equal(["notes.user_id -> users.user_id"], Found());
    }

    [Fact]
    public void Find_TableWhoseNameOnlyEndsLikeTheThing_IsNotTheThing()
    {
        Add("order_product", ["order_product_id", "order_id"], 200, static i => [$"{i}", $"{(i % 60) + 1}"]);
        Add("product", ["product_id", "sku"], 60, static i => [$"{i}", $"s{i}"]);
        Add("product_text", ["product_id", "text"], 60, static i => [$"{i}", $"words of {i}"]);
        Add("order_status", ["order_status_id", "label"], 5, static i => [$"{i}", $"l{i}"]);
        Add("country", ["country_id", "status"], 30, static i => [$"{i}", "1"]);

        Assert.Equal(["product_text.product_id -> product.product_id"], Found());
    }

    [Fact]
    public void Find_AbbreviatedKeys_ReferToTheTableTheyAreShortFor()
    {
        Add("departments", ["dept_no", "dept_name"], 7, static i => [$"d00{i}", $"n{i}"]);
        Add("dept_emp", ["emp_no", "dept_no", "from_date"], 90, static i => [$"{10000 + i}", $"d00{(i % 7) + 1}", "1990-01-01"]);
        Add("dept_manager", ["dept_no", "emp_no"], 7, static i => [$"d00{i}", $"{10000 + (i * 7)}"]);
        Add("employees", ["emp_no", "first_name"], 90, static i => [$"{10000 + i}", $"f{i % 9}"]);
        Add("salaries", ["emp_no", "salary"], 300, static i => [$"{10000 + (i % 90) + 1}", $"{40000 + (i * 13)}"]);

        Assert.Equal(
            ["dept_emp.dept_no -> departments.dept_no", "dept_emp.emp_no -> employees.emp_no", "dept_manager.dept_no -> departments.dept_no", "dept_manager.emp_no -> employees.emp_no", "salaries.emp_no -> employees.emp_no"],
            Found().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Find_AWordAtTheEndOfTheTablesName_RefersWhenItCoversTheTable()
    {
        Add("course_categories", ["id", "label"], 8, static i => [$"{i}", $"l{i}"]);
        Add("course", ["id", "category"], 60, static i => [$"{i + 100}", $"{(i % 8) + 1}"]);

        Assert.Equal(["course.category -> course_categories.id"], Found());
    }

    private void Add(string name, string[] columns, int rows, Func<int, string?[]> row)
    {
        var cells = Enumerable.Range(1, rows).Select(row).ToList();
        _tables.Add(TextTable.Profile(name, columns, [.. columns.Select((_, c) => (IReadOnlyList<string?>)[.. cells.Select(r => r[c])])], CancellationToken.None));
    }

    private List<string> Found() => [.. ForeignKeyFinder.Find(_tables).Select(static f => $"{f.Table}.{f.Column} -> {f.References}.{f.ReferencedColumn}")];
}
