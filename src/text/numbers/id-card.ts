const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const region = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)\\d{4}';
const day = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const shape = new RegExp(`^${region}(?:18|19|20)\\d\\d${day}\\d{3}[\\dX]$`);
const oldShape = new RegExp(`^${region}\\d\\d${day}\\d{3}$`);

/** Whether 18 characters have region, birthday and place of an identity card number, whatever the check character. */
export function looksLikeIdCard(number: string): boolean {
  return shape.test(number);
}

/** Whether 18 characters are a resident identity card number (GB 11643-1999): region, birthday, check character. */
export function isIdCard(number: string): boolean {
  if (!shape.test(number)) return false;
  const sum = weights.reduce((total, weight, place) => total + weight * Number(number.charAt(place)), 0);
  return '10X98765432'.charAt(sum % 11) === number.charAt(17);
}

/** Whether 15 digits can be an identity card number of before 1999, which had no check character. */
export function looksLikeOldIdCard(number: string): boolean {
  return oldShape.test(number);
}
