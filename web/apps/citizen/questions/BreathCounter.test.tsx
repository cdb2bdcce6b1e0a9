// @vitest-environment jsdom
import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BreathCounter } from './BreathCounter';

describe('counting breaths', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const button = () => screen.getAllByRole('button')[0]!;

  it('gives breaths a minute when half a minute has passed, and not before', () => {
    const counted = vi.fn();
    render(<BreathCounter counted={counted} />);
    fireEvent.click(button());
    for (let breath = 0; breath < 11; ++breath) fireEvent.click(button());
    act(() => void vi.advanceTimersByTime(29_000));
    expect(counted).not.toHaveBeenCalled();
    act(() => void vi.advanceTimersByTime(1_400));
    expect(counted).toHaveBeenCalledWith(22);
  });

  it('that is stopped gives nothing', () => {
    const counted = vi.fn();
    render(<BreathCounter counted={counted} />);
    fireEvent.click(button());
    fireEvent.click(screen.getAllByRole('button')[1]!);
    act(() => void vi.advanceTimersByTime(60_000));
    expect(counted).not.toHaveBeenCalled();
  });
});
