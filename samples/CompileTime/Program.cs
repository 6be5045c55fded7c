using System.Globalization;
using Lumos.Dsl.CompileTime;

RawCustomer[] rows =
[
    new(" Anna", "Schmidt ", "DE", "1989-11-09", "132.25"),
    new("Paul", null, "Chile", "7.4.1970", null),
    new("Eve", "Moreau", "FR", "1990-02-30", "120"),
];
var customers = new Customer[rows.Length];
var failures = new PlanFailure[rows.Length];

var failed = CustomerMap.MapRows(rows, customers, failures);

for (var i = 0; i < rows.Length; i++) Console.WriteLine(failures[i].IsFailure ? failures[i].ToString() : Describe(customers[i]));
Console.WriteLine($"{rows.Length - failed} mapped, {failed} failed");
Console.WriteLine(Clean.Initials("anna", " schmidt"));
Console.WriteLine(Clean.TryUnitPrice(" 10.00 ", 3, out var price, out _) ? price.ToString(CultureInfo.InvariantCulture) : "");
Console.WriteLine(Clean.TryUnitPrice("10", 0, out _, out var failure) ? "" : failure.Code);
return 0;

static string Describe(Customer customer) => string.Create(CultureInfo.InvariantCulture, $"{customer.FullName} | {customer.Country} | {customer.Born:yyyy-MM-dd} | {customer.WeightKg}");
